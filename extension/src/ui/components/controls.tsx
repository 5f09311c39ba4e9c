/** How the reply shall be: tone, length, language, and what only the person knows. */

import type { Length, Tone } from "../../shared/api";
import { canDraft, type Job, signature } from "../state/job";
import type { PanelStore } from "../state/store";
import { languageName, t } from "../words";

const TONES: readonly Tone[] = ["warm", "neutral", "formal"];
const LENGTHS: readonly Length[] = ["short", "medium", "long"];
const LANGUAGES = ["en", "et", "zh-Hant", "zh-Hans", "bg", "kk", "ru", "es", "de", "fr"];

interface Props {
  job: Job;
  store: PanelStore;
  drafting: boolean;
}

export function Controls({ job, store, drafting }: Props) {
  const { choices } = job;
  const outOfDate = job.answer !== null && job.askedWith !== signature(job);
  return (
    <section class="card controls" aria-label={t("draft_button")}>
      <div class="selects">
        <Choice
          label={t("tone")}
          value={choices.tone}
          options={TONES.map((tone) => [tone, t(`tone_${tone}`)])}
          onChange={(tone) => store.choose({ tone: tone as Tone })}
        />
        <Choice
          label={t("length")}
          value={choices.length}
          options={LENGTHS.map((length) => [length, t(`length_${length}`)])}
          onChange={(length) => store.choose({ length: length as Length })}
        />
        <Choice
          label={t("reply_language")}
          value={choices.replyLanguage ?? ""}
          options={[
            ["", t("reply_language_auto")],
            ...LANGUAGES.map((tag): [string, string] => [tag, languageName(tag)]),
          ]}
          onChange={(tag) => store.choose({ replyLanguage: tag || null })}
        />
      </div>
      <details class="notes" open={choices.notes !== ""}>
        <summary>{t("notes")}</summary>
        <textarea
          class="field"
          dir="auto"
          rows={2}
          maxLength={4000}
          aria-label={t("notes")}
          placeholder={t("notes_hint")}
          value={choices.notes}
          onInput={(event) => store.choose({ notes: event.currentTarget.value })}
        />
      </details>
      <div class="buttons">
        <button
          type="button"
          class={job.answer && !outOfDate ? "button" : "button primary"}
          disabled={drafting || !canDraft(job)}
          onClick={() => void store.draft(job.answer !== null && !outOfDate)}
        >
          {drafting ? t("drafting") : t(job.answer ? "again_button" : "draft_button")}
        </button>
        {drafting && (
          <button type="button" class="button plain" onClick={() => void store.stop()}>
            {t("stop")}
          </button>
        )}
        {outOfDate && !drafting && <span class="quiet">{t("options_changed")}</span>}
        {job.answer?.cached && !outOfDate && !drafting && <span class="quiet">{t("from_cache")}</span>}
      </div>
    </section>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}

export function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label class="choice">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
