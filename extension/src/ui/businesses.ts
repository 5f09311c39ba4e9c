/** The businesses an operator may write for, for pickers. */

import { useEffect, useState } from "preact/hooks";
import { lookUp } from "./worker";

export interface Business {
  slug: string;
  name: string;
}

/** The service's list, bare or inside an object; entries without slug or name are left out. */
export function readBusinesses(value: unknown): Business[] {
  const list = Array.isArray(value) ? value : (value as { businesses?: unknown } | null)?.businesses;
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const { slug, name } = (item ?? {}) as Record<string, unknown>;
    return typeof slug === "string" && typeof name === "string" ? [{ slug, name }] : [];
  });
}

/** Empty until the service has answered; asked anew whenever it becomes reachable. */
export function useBusinesses(connected: boolean): Business[] {
  const [businesses, setBusinesses] = useState<Business[]>([]);
  useEffect(() => {
    if (!connected) return;
    let wanted = true;
    void lookUp("businesses").then((called) => {
      if (wanted && called.ok) setBusinesses(readBusinesses(called.value));
    });
    return () => {
      wanted = false;
    };
  }, [connected]);
  return businesses;
}
