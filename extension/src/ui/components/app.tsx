/** The side panel as a whole. */

import { useEffect, useState } from "preact/hooks";
import type { FoundReview } from "../../shared/protocol";
import { type Platform, useBusinesses, usePlatforms } from "../lookups";
import { identity, type Job, OWN, type Reply } from "../state/job";
import type { PanelState, PanelStore } from "../state/store";
import { textReview } from "../state/text-review";
import { t } from "../words";
import { Banner } from "./banner";
import { Controls } from "./controls";
import { Header } from "./header";
import { LeavesFold } from "./leaves-fold";
import { ReplyCard } from "./reply-card";
import { ReviewCard } from "./review-card";
import { TriageCard } from "./triage-card";

export function App({ store, serverUrl }: { store: PanelStore; serverUrl: string }) {
  const state = usePanelState(store);
  const connected = state.connection?.ok ?? false;
  const businesses = useBusinesses(connected);
  const platforms = usePlatforms(connected);
  const platform = platforms.find(({ slug }) => slug === state.job?.found.review.platform) ?? null;
  const chosen = state.job?.choices.business;
  useEffect(() => {
    // A business that is gone from the service cannot be drafted for.
    if (chosen && businesses.length > 0 && !businesses.some(({ slug }) => slug === chosen))
      store.choose({ business: null });
  }, [store, chosen, businesses]);
  return (
    <>
      <Header state={state} store={store} businesses={businesses} />
      <main>
        <Banner state={state} store={store} />
        {state.job ? (
          <Work job={state.job} state={state} store={store} serverUrl={serverUrl} platform={platform} />
        ) : (
          <NoReview onReview={(found) => void store.open(found)} />
        )}
      </main>
    </>
  );
}

interface WorkProps {
  job: Job;
  state: PanelState;
  store: PanelStore;
  serverUrl: string;
  platform: Platform | null;
}

function Work({ job, state, store, serverUrl, platform }: WorkProps) {
  const triage = state.progress?.triage ?? job.answer?.triage ?? null;
  const growing = state.progress?.texts.filter((text) => text !== "") ?? [];
  const onlyOwn = job.answer !== null && job.replies.every(({ id }) => id === OWN);
  return (
    <>
      <ReviewCard key={`review:${identity(job.found)}`} job={job} store={store} />
      {triage && <TriageCard triage={triage} platform={platform} />}
      <Controls job={job} store={store} drafting={state.drafting} />
      <section class="replies" aria-label={t("drafts")} aria-busy={state.drafting}>
        {state.drafting && growing.length === 0 && <div class="waiting" aria-hidden="true" />}
        {growing.map((text, index) => (
          <p key={index} class="growing" dir="auto">
            {text}
          </p>
        ))}
        {onlyOwn && <p class="quiet">{t("no_drafts")}</p>}
        {job.replies.map((reply, index) => (
          <ReplyCard
            key={`${identity(job.found)}:${reply.id}`}
            store={store}
            reply={reply}
            title={titleOf(reply, index)}
            selected={reply.id === job.selected}
            points={job.answer?.points ?? []}
            checking={state.checking === reply.id}
            inserting={state.inserting}
            isFinal={platform?.irreversible === true}
            hasPage={job.found.place.tabId !== null}
            notice={state.notice?.replyId === reply.id ? state.notice : null}
          />
        ))}
      </section>
      <LeavesFold job={job} serverUrl={serverUrl} />
    </>
  );
}

function titleOf(reply: Reply, index: number): string {
  return reply.id === OWN ? t("own_draft") : t("draft_number", index + 1);
}

function NoReview({ onReview }: { onReview: (found: FoundReview) => void }) {
  const [text, setText] = useState("");
  const use = () => onReview(textReview(text, { reader: "paste", url: null, pageTitle: "" }));
  return (
    <section class="no-review">
      <h2>{t("empty_title")}</h2>
      <p>{t("empty_line1")}</p>
      <p>{t("empty_line2")}</p>
      <label class="ask">
        <span>{t("paste_label")}</span>
        <textarea
          class="field"
          dir="auto"
          rows={6}
          maxLength={20_000}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="button" class="button primary" disabled={text.trim() === ""} onClick={use}>
        {t("paste_use")}
      </button>
    </section>
  );
}

function usePanelState(store: PanelStore): PanelState {
  const [state, setState] = useState(store.state);
  useEffect(() => {
    setState(store.state);
    return store.subscribe(() => setState(store.state));
  }, [store]);
  return state;
}
