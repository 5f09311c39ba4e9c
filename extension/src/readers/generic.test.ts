import { beforeEach, expect, test } from "vitest";
import { readGeneric } from "./generic";

const read = (html: string) => {
  document.body.innerHTML = html;
  return readGeneric(document);
};

beforeEach(() => {
  document.head.innerHTML = "";
});

const card = (author: string, stars: number, text: string, more = "") => `
  <li class="review-item"><img class="avatar" alt="" src="data:,"><b class="review-author">${author}</b>
    <span role="img" aria-label="${stars} out of 5 stars"></span><time datetime="2026-11-0${stars}">…</time>
    <p class="review-text">${text}</p>${more}</li>`;

const ANN = "The room was cold all night and nobody came to look at the heater.";
const BOB = "Breakfast was wonderful, we will be back in spring for sure.";

test("repeated blocks with rating, date and author are reviews", () => {
  const reviews = read(`<ul>${card("Ann", 2, ANN)}${card("Bob", 5, BOB)}</ul>`);
  expect(reviews.map(({ author, rating, postedAt, text }) => ({ author, rating, postedAt, text }))).toEqual([
    { author: "Ann", rating: 2, postedAt: "2026-11-02", text: ANN },
    { author: "Bob", rating: 5, postedAt: "2026-11-05", text: BOB },
  ]);
});

test("a rating that cannot be read is null", () => {
  const html = `<ul>${card("Ann", 2, ANN)}${card("Bob", 5, BOB)}</ul>`.replace(/aria-label="[^"]*"/g, "");
  expect(read(html).map((review) => [review.rating, review.ratingMax])).toEqual([
    [null, null],
    [null, null],
  ]);
});

test("the owner's reply is told apart from the review", () => {
  const reply =
    '<div class="box"><b>Ответ владельца</b><span>2 дня назад</span><p>Мы починили обогреватель.</p></div>';
  const [review] = read(`<ul>${card("Ann", 2, ANN, reply)}${card("Bob", 5, BOB)}</ul>`);
  expect(review?.text).toBe(ANN);
  expect(review?.existingReply).toBe("Мы починили обогреватель.");
});

test("a reply form with its button is no reply", () => {
  const form = '<form class="reply-form"><textarea></textarea><button>Reply to this review</button></form>';
  const [review] = read(`<ul>${card("Ann", 2, ANN, form)}${card("Bob", 5, BOB)}</ul>`);
  expect(review?.existingReply).toBeNull();
});

test("a text that the page cuts off is marked", () => {
  const html = `<ul>${card("Ann", 2, "The room was cold all night …", "<button>Read more</button>")}${card("Bob", 5, BOB)}</ul>`;
  expect(read(html).map((review) => review.truncated)).toEqual([true, false]);
});

test("JSON-LD gives what the block does not say, and the block its place", () => {
  const data = {
    "@graph": [
      {
        "@type": "Hotel",
        aggregateRating: { ratingValue: 4.4, reviewCount: 90 },
        review: [
          {
            "@type": "Review",
            reviewBody: ANN,
            author: { "@type": "Person", name: "Ann" },
            datePublished: "2026-11-02",
            reviewRating: { "@type": "Rating", ratingValue: "3", bestRating: "10" },
          },
        ],
      },
    ],
  };
  const reviews = read(
    `<script type="application/ld+json">${JSON.stringify(data)}</script><div id="a"><p>Ann says</p><p>${ANN}</p></div>`,
  );
  expect(reviews).toHaveLength(1);
  expect(reviews[0]).toMatchObject({ author: "Ann", rating: 3, ratingMax: 10, text: ANN, reader: "json_ld" });
  expect(reviews[0]?.element?.id).toBe("a");
});

test("broken JSON-LD is passed over", () => {
  expect(read('<script type="application/ld+json">{"@type": "Review",</script>')).toEqual([]);
});

test("microdata is read with nested author and rating", () => {
  const reviews = read(`<div itemprop="review" itemscope itemtype="https://schema.org/Review">
    <span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Кадри</span></span>
    <span itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><meta itemprop="ratingValue" content="7">
      <meta itemprop="bestRating" content="10"></span><meta itemprop="datePublished" content="2026-10-01">
    <p itemprop="reviewBody" lang="et">Kala oli imeline,<br>muusika liiga vali.</p></div>`);
  expect(reviews).toHaveLength(1);
  expect(reviews[0]).toMatchObject({
    author: "Кадри",
    rating: 7,
    ratingMax: 10,
    postedAt: "2026-10-01",
    language: "et",
    text: "Kala oli imeline,\nmuusika liiga vali.",
  });
});

test.each([
  ["an article", `<main><h1>On kettles</h1><p>${ANN} ${BOB}</p><p>Published on May 20</p></main>`],
  [
    "product tiles",
    `<ul>${["Kettle", "Pot", "Pan"].map((name) => `<li class="tile"><a href="/p">${name}</a><span aria-label="4.5 out of 5 stars"></span><span>213 reviews</span><span>12.00</span></li>`).join("")}</ul>`,
  ],
  [
    "a rating histogram",
    `<ul>${[5, 4, 3].map((n) => `<li><a href="?s">${n} stars</a><span>${n * 10}%</span></li>`).join("")}</ul>`,
  ],
  [
    "news with dates",
    `<div>${[1, 2, 3].map((n) => `<div class="post"><h2>Opening ${n}</h2><p>We have opened another shop in the old harbour.</p></div>`).join("")}</div>`,
  ],
  [
    "a form to write one",
    '<form class="review-form"><label>Your review</label><textarea></textarea><button>Send</button></form>',
  ],
  ["an empty page", ""],
])("%s holds no reviews", (_, html) => {
  expect(read(html)).toEqual([]);
});
