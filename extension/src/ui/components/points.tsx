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
  const met = (id: string) => coverage.some((item) => item.point === id && item.met);
  const answered = points.filter(({ id }) => met(id)).length;
  return (
    <details class="points" open={answered < points.length}>
      <summary>
        {t("points")} <span class="quiet">{t("points_count", answered, points.length)}</span>
      </summary>
      <ul>
        {points.map((point) => (
          <li key={point.id} class={met(point.id) ? "point is-met" : "point"}>
            <LineIcon name={met(point.id) ? "tick" : "open"} />
            <span dir="auto">{point.text}</span>
            <span class="off-screen">{t(met(point.id) ? "point_met" : "point_open")}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
