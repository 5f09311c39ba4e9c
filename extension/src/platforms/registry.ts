/** All adapters, found by their folders. */

import type { Adapter } from "./adapter";

const modules = import.meta.glob<{ adapter: Adapter }>("./*/adapter.ts", { eager: true });

export const ADAPTERS: readonly Adapter[] = Object.values(modules).map((module) => module.adapter);

/** The adapter for an address; null = the generic reader. */
export function adapterFor(address: string): Adapter | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  return ADAPTERS.find((adapter) => adapter.isHere(url)) ?? null;
}
