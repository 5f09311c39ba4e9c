/** What is risky in a text: where, why, who says so, and what to write instead. */

import type { FlagOut } from "../../shared/api";
import { byWeight, coversAll } from "../state/flagged-text";
import { t } from "../words";
import { LevelIcon } from "./icons";

interface Props {
  text: string;
  flags: readonly FlagOut[];
  active: string | null;
  onShow: (flag: FlagOut) => void;
  onReplace: (flag: FlagOut, replacement: string) => void;
}

export function FlagList({ text, flags, active, onShow, onReplace }: Props) {
  if (flags.length === 0) return null;
  return (
    <ul class="flags" aria-label={t("flags")}>
      {byWeight(flags).map((flag) => (
        <li
          key={`${flag.id}:${flag.start}`}
          class={`flag is-${flag.level}${flag.id === active ? " is-active" : ""}`}
        >
          <div class="flag-head">
            <LevelIcon level={flag.level} />
            <span class="flag-level">{t(`level_${flag.level}`)}</span>
            <Passage flag={flag} whole={coversAll(text, flag)} onShow={onShow} />
          </div>
          <p class="flag-message">{flag.message}</p>
          {flag.replacements.length > 0 && (
            <div class="flag-replacements">
              {flag.replacements.map((replacement) => (
                <button
                  key={replacement}
                  type="button"
                  class="button small"
                  aria-label={replacement === "" ? undefined : t("replace_with", replacement)}
                  onClick={() => onReplace(flag, replacement)}
                >
                  {replacement === "" ? t("remove_it") : replacement}
                </button>
              ))}
            </div>
          )}
          <Why flag={flag} />
        </li>
      ))}
    </ul>
  );
}

function Passage({
  flag,
  whole,
  onShow,
}: {
  flag: FlagOut;
  whole: boolean;
  onShow: (flag: FlagOut) => void;
}) {
  if (whole || flag.text === "") return <span class="flag-passage is-whole">{t("whole_text")}</span>;
  return (
    <button
      type="button"
      class="flag-passage"
      dir="auto"
      aria-label={t("show_in_text", flag.text)}
      onClick={() => onShow(flag)}
    >
      {flag.text}
    </button>
  );
}

function Why({ flag: { why } }: { flag: FlagOut }) {
  return (
    <details class="why">
      <summary>
        {t("why")} <span class="kind">{t(`kind_${why.kind}`)}</span>
      </summary>
      <p>{why.text}</p>
      <p class="quiet">
        {t("source")} <Source source={why.source} url={why.url} />
      </p>
    </details>
  );
}

/** Rules can be written by an admin, so a link is followed only where it leads to a web page. */
function Source({ source, url }: { source: string; url: string | null }) {
  if (!url || !/^https?:\/\//i.test(url)) return <span>{source}</span>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {source}
    </a>
  );
}
