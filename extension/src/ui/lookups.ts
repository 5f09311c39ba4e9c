/** What the service knows beforehand: businesses and sites. Read once it is reachable, and never insisted upon. */

import { useEffect, useState } from "preact/hooks";
import { lookUp } from "./worker";

export interface Business {
  slug: string;
  name: string;
}

/** What the panel says of a site. null stands for not known, never for no. */
export interface Platform {
  slug: string;
  name: string;
  irreversible: boolean | null;
  ownerCanReply: boolean | null;
  reportUrl: string | null;
  reportGrounds: string[];
}

/** The service's list, bare or inside an object; entries without slug or name are left out. */
export function readBusinesses(answer: unknown): Business[] {
  return listIn(answer, "businesses").flatMap(({ slug, name }) =>
    typeof slug === "string" && typeof name === "string" ? [{ slug, name }] : [],
  );
}

export function readPlatforms(answer: unknown): Platform[] {
  return listIn(answer, "platforms").flatMap((item) => {
    const { slug, name, irreversible, owner_can_reply, report_url } = item;
    if (typeof slug !== "string" || typeof name !== "string") return [];
    const reportGrounds = listIn(item, "report_grounds").flatMap(({ label }) =>
      typeof label === "string" ? [label] : [],
    );
    const reportUrl = typeof report_url === "string" && /^https?:\/\//i.test(report_url) ? report_url : null;
    const known = { irreversible: orNull(irreversible), ownerCanReply: orNull(owner_can_reply) };
    return [{ slug, name, ...known, reportUrl, reportGrounds }];
  });
}

export function useBusinesses(connected: boolean): Business[] {
  return useLookUp("businesses", connected, readBusinesses);
}

export function usePlatforms(connected: boolean): Platform[] {
  return useLookUp("platforms", connected, readPlatforms);
}

/** Empty until the service has answered; asked anew whenever it becomes reachable. */
function useLookUp<T>(
  what: "businesses" | "platforms",
  connected: boolean,
  read: (answer: unknown) => T[],
): T[] {
  const [list, setList] = useState<T[]>([]);
  useEffect(() => {
    if (!connected) return;
    let wanted = true;
    void lookUp(what).then((called) => {
      if (wanted && called.ok) setList(read(called.value));
    });
    return () => {
      wanted = false;
    };
  }, [what, connected, read]);
  return list;
}

function listIn(answer: unknown, field: string): Record<string, unknown>[] {
  const list: unknown = Array.isArray(answer) ? answer : (answer as Record<string, unknown> | null)?.[field];
  return Array.isArray(list) ? list.filter((item) => typeof item === "object" && item !== null) : [];
}

function orNull(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}
