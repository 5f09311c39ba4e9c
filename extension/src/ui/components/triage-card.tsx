/** What kind of review this is and what to do about it, before any text is offered. */

import type { Strategy, TriageOut } from "../../shared/api";
import type { Platform } from "../lookups";
import { known, t } from "../words";

const WITHOUT_ORDINARY_REPLY: readonly Strategy[] = ["report", "no_reply", "escalate"];
const HIGH = 70;
const MEDIUM = 40;

export function TriageCard({ triage, platform }: { triage: TriageOut; platform: Platform | null }) {
  const { strategy, labels, priority } = triage;
  const special = WITHOUT_ORDINARY_REPLY.includes(strategy);
  const signals = triage.signals.filter(({ text }) => text.trim() !== "").slice(0, 6);
  return (
    <section class={special ? `card triage is-${strategy}` : "card triage"} aria-label={t("triage")}>
      <div class="triage-head">
        <strong class="strategy">{t(`strategy_${strategy}`)}</strong>
        <span class="priority" title={`${priority} / 100`}>
          {t("priority", t(`priority_${priorityName(priority)}`))}
        </span>
      </div>
      {special && <p class="strategy-note">{t(`note_${strategy}`)}</p>}
      <p dir="auto">{triage.advice}</p>
      {platform?.ownerCanReply === false && <p>{t("no_owner_reply")}</p>}
      {strategy === "report" && platform && <Report platform={platform} />}
      <ul class="labels">
        {labels.map((label) => (
          <li key={label}>{known(`label_${label}`) ?? label.replaceAll("_", " ")}</li>
        ))}
      </ul>
      {signals.length > 0 && (
        <details>
          <summary>{t("signals")}</summary>
          <ul class="signals">
            {signals.map((signal) => (
              <li key={`${signal.label}:${signal.start}`}>
                <q dir="auto">{signal.text}</q>{" "}
                <span class="quiet">
                  {known(`label_${signal.label}`) ?? signal.label.replaceAll("_", " ")}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Report({ platform: { reportUrl, reportGrounds } }: { platform: Platform }) {
  return (
    <>
      {reportUrl && (
        <a href={reportUrl} target="_blank" rel="noopener noreferrer">
          {t("report_here")}
        </a>
      )}
      {reportGrounds.length > 0 && (
        <details>
          <summary>{t("report_grounds")}</summary>
          <ul class="grounds">
            {reportGrounds.map((ground) => (
              <li key={ground}>{ground}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function priorityName(priority: number): "high" | "medium" | "low" {
  if (priority >= HIGH) return "high";
  return priority >= MEDIUM ? "medium" : "low";
}
