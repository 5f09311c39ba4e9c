/** The points of the review, each with a tick once the reply answers it. */

import type { CoverageOut, PointOut } from "../../shared/api";
import { t } from "../words";
import { LineIcon } from "./icons";

interface Props {
  points: readonly PointOut[];
  coverage: readonly CoverageOut[];
}

export function Points({ points, coverage }: Props) {
  if (points.length === 0) return null;
  const sayings = bySaying(points, coverage);
  const answered = sayings.filter(({ met }) => met).length;
  return (
    <details class="points" open={answered < sayings.length}>
      <summary>
        {t("points")} <span class="quiet">{t("points_count", answered, sayings.length)}</span>
      </summary>
      <ul>
        {sayings.map(({ text, met }) => (
          <li key={text} class={met ? "point is-met" : "point"}>
            <LineIcon name={met ? "tick" : "open"} />
            <span dir="auto">{text}</span>
            <span class="off-screen">{t(met ? "point_met" : "point_open")}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface Saying {
  text: string;
  met: boolean;
}

/** One passage may make two points (a wait and a cold meal): it is answered once both are. */
export function bySaying(points: readonly PointOut[], coverage: readonly CoverageOut[]): Saying[] {
  const answered = new Set(coverage.filter(({ met }) => met).map(({ point }) => point));
  const sayings = new Map<string, boolean>();
  for (const { id, text } of points) sayings.set(text, (sayings.get(text) ?? true) && answered.has(id));
  return [...sayings].map(([text, met]) => ({ text, met }));
}
