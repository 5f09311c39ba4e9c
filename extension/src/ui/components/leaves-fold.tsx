/** Says exactly what goes to the service, and to which address. */

import { type Job, reviewOf } from "../state/job";
import { t } from "../words";

export function LeavesFold({ job, serverUrl }: { job: Job; serverUrl: string }) {
  return (
    <details class="leaves">
      <summary>{t("leaves")}</summary>
      <p>
        {t("leaves_to")} <code>{serverUrl}</code>
      </p>
      <ul>
        {fieldsSent(job).map((field) => (
          <li key={field}>{t(field)}</li>
        ))}
      </ul>
      <p class="quiet">{t("leaves_model")}</p>
    </details>
  );
}

/** Keys of the words for every field that is filled in now; an empty one is not sent. */
export function fieldsSent(job: Job): string[] {
  const review = reviewOf(job);
  const fields: [string, unknown][] = [
    ["field_site", true],
    ["field_review", review.text],
    ["field_rating", review.rating !== null],
    ["field_author", review.author],
    ["field_date", review.posted_at],
    ["field_address", review.url],
    ["field_existing_reply", review.existing_reply],
    ["field_notes", job.choices.notes],
    ["field_choices", true],
    ["field_reply", true],
  ];
  return fields.filter(([, filled]) => filled).map(([key]) => key);
}
