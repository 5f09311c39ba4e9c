/** A textarea over a mirror of its text. The mirror underlines the flags and gives the field its height. */

import type { Ref } from "preact";
import type { FlagOut } from "../../shared/api";
import { segments } from "../state/flagged-text";

interface Props {
  text: string;
  flags: readonly FlagOut[];
  active: string | null;
  label: string;
  describedBy: string;
  placeholder: string;
  fieldRef: Ref<HTMLTextAreaElement>;
  onText: (text: string) => void;
  /** The flag under the caret, or null. */
  onCaret: (flagId: string | null) => void;
  onSubmit: () => void;
}

export function FlaggedEditor(props: Props) {
  const { text, flags } = props;
  const caret = (event: { currentTarget: HTMLTextAreaElement }) => {
    const { selectionStart: at, selectionEnd } = event.currentTarget;
    const under = flags.find(({ start, end }) => start <= at && at <= end && selectionEnd <= end);
    props.onCaret(under?.id ?? null);
  };
  return (
    <div class="editor">
      <div class="editor-mirror" dir="auto" aria-hidden="true">
        {segments(text, flags).map((part, index) =>
          part.level ? (
            <mark key={index} class={markClass(part.level, part.flags.includes(props.active ?? ""))}>
              {part.text}
            </mark>
          ) : (
            part.text
          ),
        )}
        {/* A last empty line has no height of its own. */}
        {"\u200b"}
      </div>
      <textarea
        ref={props.fieldRef}
        class="editor-field"
        dir="auto"
        value={text}
        spellcheck
        aria-label={props.label}
        aria-describedby={props.describedBy}
        placeholder={props.placeholder}
        maxLength={20_000}
        onInput={(event) => props.onText(event.currentTarget.value)}
        onClick={caret}
        onKeyUp={caret}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) props.onSubmit();
        }}
      />
    </div>
  );
}

function markClass(level: string, isActive: boolean): string {
  return `mark is-${level}${isActive ? " is-active" : ""}`;
}
