/** The review in front of the person. What could not be read is said and asked for. */

import { useState } from "preact/hooks";
import { type Job, ratingIsOpen, ratingMax, reviewOf } from "../state/job";
import type { PanelStore } from "../state/store";
import { dateName, t } from "../words";
import { LineIcon, Stars } from "./icons";

interface Props {
  job: Job;
  store: PanelStore;
}

const LONG_TEXT = 280;

export function ReviewCard({ job, store }: Props) {
  const review = reviewOf(job);
  return (
    <section class="card review" aria-label={t("review")}>
      <div class="review-head">
        <strong dir="auto">{review.author ?? <span class="quiet">{t("author_unknown")}</span>}</strong>
        {review.posted_at && <span class="quiet">{dateName(review.posted_at)}</span>}
        <button
          type="button"
          class="icon-button"
          title={t("clear_review")}
          aria-label={t("clear_review")}
          onClick={() => void store.close()}
        >
          <LineIcon name="close" />
        </button>
      </div>
      <Rating job={job} store={store} />
      <ReviewText job={job} store={store} />
      {review.existing_reply && (
        <div class="existing">
          <p>{t("existing_reply")}</p>
          <blockquote dir="auto">{review.existing_reply}</blockquote>
        </div>
      )}
    </section>
  );
}

function Rating({ job, store }: Props) {
  const [changing, setChanging] = useState(false);
  const { rating } = reviewOf(job);
  const max = ratingMax(job);
  if (ratingIsOpen(job) || changing) {
    return <RatingChoice job={job} store={store} onDone={() => setChanging(false)} />;
  }
  const byPerson = job.chosenRating !== null;
  return (
    <p class="rating">
      {rating === null ? (
        <span class="quiet">{t("rating", t("rating_none"))}</span>
      ) : (
        <>
          <Stars value={rating} max={max} />
          <span>{t("rating_of", rating, max)}</span>
        </>
      )}
      {byPerson && (
        <>
          <span class="quiet">{t("rating_by_you")}</span>
          <button type="button" class="button plain" onClick={() => setChanging(true)}>
            {t("change")}
          </button>
        </>
      )}
    </p>
  );
}

function RatingChoice({ job, store, onDone }: Props & { onDone: () => void }) {
  const max = Math.min(10, Math.max(1, Math.round(ratingMax(job))));
  const choose = (chosenRating: number | "unknown") => {
    store.change({ chosenRating });
    onDone();
  };
  return (
    <fieldset class="ask">
      <legend>{t("rating_unknown")}</legend>
      <div class="choices">
        {Array.from({ length: max }, (_, index) => index + 1).map((value) => (
          <button
            key={value}
            type="button"
            class="button small"
            aria-label={t("rating_of", value, max)}
            aria-pressed={job.chosenRating === value}
            onClick={() => choose(value)}
          >
            {value} ★
          </button>
        ))}
        <button
          type="button"
          class="button small"
          aria-pressed={job.chosenRating === "unknown"}
          onClick={() => choose("unknown")}
        >
          {t("rating_none")}
        </button>
      </div>
    </fieldset>
  );
}

function ReviewText({ job, store }: Props) {
  const read = job.found.review.text;
  const text = job.typedText ?? read;
  const [correcting, setCorrecting] = useState(false);
  const unreadable = read.trim() === "";
  if (unreadable || correcting) {
    return (
      <label class="ask">
        <span>{t(unreadable ? "text_unreadable" : "edit_review")}</span>
        <textarea
          class="field"
          dir="auto"
          rows={4}
          maxLength={20_000}
          value={text}
          onInput={(event) => store.change({ typedText: event.currentTarget.value })}
        />
        {!unreadable && (
          <button type="button" class="button small" onClick={() => setCorrecting(false)}>
            {t("done")}
          </button>
        )}
      </label>
    );
  }
  return (
    <>
      <Clamped text={text} />
      {job.found.truncated && job.typedText === null && (
        <p class="ask is-incomplete">
          {t("text_cut")}{" "}
          <button type="button" class="button plain" onClick={() => setCorrecting(true)}>
            {t("edit_review")}
          </button>
        </p>
      )}
    </>
  );
}

function Clamped({ text }: { text: string }) {
  const [all, setAll] = useState(false);
  const long = text.length > LONG_TEXT || text.split("\n").length > 6;
  return (
    <>
      <p class={long && !all ? "review-text is-clamped" : "review-text"} dir="auto">
        {text}
      </p>
      {long && (
        <button type="button" class="button plain" aria-expanded={all} onClick={() => setAll(!all)}>
          {t(all ? "show_less" : "show_more")}
        </button>
      )}
    </>
  );
}
