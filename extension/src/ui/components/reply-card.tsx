/** One reply: a preview while another is chosen, else the editor with all that is known of the text. */

import { useRef, useState } from "preact/hooks";
import type { FlagOut, Level, LimitOut, PointOut } from "../../shared/api";
import { worst } from "../state/flagged-text";
import { isBlocked, OWN, type Reply } from "../state/job";
import type { Notice, PanelStore } from "../state/store";
import { t } from "../words";
import { FlagList } from "./flag-list";
import { FlaggedEditor } from "./flagged-editor";
import { LevelIcon, LineIcon } from "./icons";
import { Points } from "./points";

interface Props {
  store: PanelStore;
  reply: Reply;
  title: string;
  selected: boolean;
  points: readonly PointOut[];
  checking: boolean;
  inserting: boolean;
  /** What is published on this site cannot be changed. */
  isFinal: boolean;
  hasPage: boolean;
  notice: Notice | null;
}

export function ReplyCard(props: Props) {
  const { reply, store, selected } = props;
  const level = levelOf(reply);
  const changed = reply.id !== OWN && reply.text !== reply.original;
  return (
    <article class={selected ? "reply is-selected" : "reply"} aria-label={props.title}>
      <h3 class="reply-title">
        <button
          type="button"
          aria-expanded={selected}
          onClick={() => store.change({ selected: reply.id })}
          class="reply-toggle"
        >
          {level && <LevelIcon level={level} />}
          <span>{props.title}</span>
          {changed && <span class="badge">{t("edited")}</span>}
          {!selected && <LineIcon name="chevron" />}
        </button>
      </h3>
      {selected ? <Open {...props} /> : <Preview {...props} />}
    </article>
  );
}

function Preview({ reply }: Props) {
  if (reply.text === "") return null;
  return (
    <p class="reply-preview" dir="auto">
      {reply.text}
    </p>
  );
}

function Open(props: Props) {
  const { reply, store } = props;
  const [active, setActive] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const show = (flag: FlagOut) => {
    setActive(flag.id);
    field.current?.focus();
    field.current?.setSelectionRange(flag.start, flag.end);
  };
  const statusId = `status-${reply.id}`;
  return (
    <>
      <Origin reply={reply} />
      <FlaggedEditor
        text={reply.text}
        flags={reply.flags}
        active={active}
        label={`${t("draft_text")}: ${props.title}`}
        describedBy={statusId}
        placeholder={reply.id === OWN ? t("own_placeholder") : ""}
        fieldRef={field}
        onText={(text) => store.edit(reply.id, text)}
        onCaret={setActive}
        onSubmit={() => void store.insert(reply.id)}
      />
      <div class="reply-status" id={statusId}>
        <CheckStatus reply={reply} checking={props.checking} />
        <Used limit={reply.limit} />
      </div>
      <Actions {...props} />
      <FlagList
        text={reply.text}
        flags={reply.flags}
        active={active}
        onShow={show}
        onReplace={(flag, replacement) => store.replace(reply.id, flag, replacement)}
      />
      {reply.text !== "" && <Points points={props.points} coverage={reply.coverage} />}
    </>
  );
}

function Origin({ reply: { provenance } }: { reply: Reply }) {
  if (!provenance) return null;
  if (provenance.fallback_reason) {
    return (
      <p class="origin is-fallback" title={provenance.fallback_reason}>
        {t("fallback_notice")}
      </p>
    );
  }
  const text = provenance.provider === "composer" ? t("by_composer") : t("by_model", provenance.model);
  return <p class="origin">{text}</p>;
}

function CheckStatus({ reply, checking }: { reply: Reply; checking: boolean }) {
  if (reply.text.trim() === "") return null;
  if (checking) return <span class="quiet">{t("checking")}</span>;
  if (reply.checked !== reply.text) return <span class="quiet">{t("not_checked")}</span>;
  return (
    <output class={`check is-${reply.level}`}>
      <LevelIcon level={reply.level} /> {t(`level_${reply.level}`)}
    </output>
  );
}

function Used({ limit }: { limit: LimitOut | null }) {
  if (!limit) return null;
  if (limit.max === null) return <span class="used">{t(`used_${limit.unit}`, limit.used)}</span>;
  const over = limit.used - limit.max;
  return (
    <span class={over > 0 ? "used is-over" : "used"}>
      {t(`limit_${limit.unit}`, limit.used, limit.max)}
      {over > 0 && ` · ${t("limit_over", over)}`}
    </span>
  );
}

function Actions({ store, reply, hasPage, isFinal, inserting, notice }: Props) {
  const blocked = isBlocked(reply);
  const empty = reply.text.trim() === "";
  const reason = blocked ? t("blocked_reason") : hasPage ? null : t("no_page_reason");
  const reasonId = `reason-${reply.id}`;
  return (
    <div class="actions">
      <div class="buttons">
        <button
          type="button"
          class="button primary"
          disabled={blocked || empty || !hasPage || inserting}
          aria-describedby={reason ? reasonId : undefined}
          aria-keyshortcuts="Control+Enter"
          title="Ctrl+Enter"
          onClick={() => void store.insert(reply.id)}
        >
          {inserting ? t("inserting") : t("insert")}
        </button>
        <button
          type="button"
          class="button"
          disabled={blocked || empty}
          onClick={() => void store.copy(reply.id)}
        >
          {t("copy")}
        </button>
        <span class="grow" />
        {reply.past.length > 0 && (
          <button type="button" class="button plain" onClick={() => store.undo(reply.id)}>
            {t("undo")}
          </button>
        )}
        {reply.provenance && reply.text !== reply.original && (
          <button type="button" class="button plain" onClick={() => store.reset(reply.id)}>
            {t("reset_draft")}
          </button>
        )}
      </div>
      {reason && !empty && (
        <p class="quiet" id={reasonId}>
          {reason}
        </p>
      )}
      {isFinal && !empty && !blocked && <p class="quiet">{t("reply_is_final")}</p>}
      <NoticeLine notice={notice} store={store} />
    </div>
  );
}

function NoticeLine({ notice, store }: { notice: Notice | null; store: PanelStore }) {
  return (
    <div role="status" aria-live="polite">
      {notice && notice.key !== "blocked_reason" && (
        <p class={`notice is-${notice.tone}`}>
          <span>{notice.text ?? t(notice.key)}</span>
          {notice.mayReplaceBox && (
            <button
              type="button"
              class="button small"
              onClick={() => void store.insert(notice.replyId, true)}
            >
              {t("replace_in_box")}
            </button>
          )}
        </p>
      )}
    </div>
  );
}

/** null as long as nothing is known of the text. */
function levelOf(reply: Reply): Level | null {
  if (reply.text.trim() === "") return null;
  return reply.checked === reply.text ? reply.level : worst(reply.flags);
}
