/** What a folder in here has to offer. Everything but `slug`, `matches`, `isHere` and `read` has a generic form. */

import type { Reader } from "../readers/read_review";

export interface Adapter {
  /** The folder's name, and the platform's slug at the service. */
  slug: string;
  /** Match patterns of the addresses it is for: what the person is asked to grant. */
  matches: readonly string[];
  isHere(url: URL): boolean;
  /** The reviews of a page of this site. An empty list makes the generic reader try. */
  read: Reader;
  /** The box for the reply to this review and no other; null when it is not there (yet). */
  findReplyBox?(card: Element): HTMLElement | null;
  /** Opens that box by the site's own control. Must never touch anything that could send. False = nothing to open. */
  openReplyBox?(card: Element): boolean;
}
