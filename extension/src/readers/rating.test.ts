import { expect, test } from "vitest";
import { findRating, ratingFromLabel } from "./rating";

test.each([
  ["Rated 4 out of 5", 4, 5],
  ["5.0 out of 5 stars", 5, 5],
  ["4 stars", 4, 5],
  ["Hinnang 4/5", 4, 5],
  ["3 tärni", 3, 5],
  ["5-st 4 tärni", 4, 5],
  ["評分 4 顆星", 4, 5],
  ["4 顆星，滿分 5 顆星", 4, 5],
  ["Оценка: 2 от 5 звезди", 2, 5],
  ["5-тен 4 жұлдыз", 4, 5],
  ["Оценка 4 из 5", 4, 5],
  ["1 звезда", 1, 5],
  ["5 de 5 estrellas", 5, 5],
  ["4,5 von 5 Sternen", 4.5, 5],
  ["3 sur 5 étoiles", 3, 5],
  ["5 étoiles", 5, 5],
  ["8 / 10", 8, 10],
  ["★★★☆☆", 3, 5],
  ["Rating 5 Out of 5", 5, 5],
])("%s", (label, value, max) => {
  expect(ratingFromLabel(label)).toEqual({ value, max });
});

test.each([
  "",
  "★★★",
  "4.6 stars, 1,204 reviews",
  "5 stars 80%",
  "7 out of 5",
  "2 of 5 people found this helpful",
  "4 nights",
  "Page 2 of 9",
  "Room 4",
])("%s is no rating", (label) => {
  expect(ratingFromLabel(label)).toBeNull();
});

test.each([
  ['<i data-rating="4"></i>', 4],
  ['<i class="a-icon a-star-3"></i>', 3],
  ['<i class="bubble_45"></i>', 4.5],
  ['<div class="stars"><b class="star" style="width:60%"></b></div>', 3],
  ['<div role="meter" aria-valuenow="2" aria-valuemax="5"></div>', 2],
  ['<svg><title>x</title></svg><img alt="Rated 1 out of 5">', 1],
  [
    '<p class="stars"><i class="on"></i><i class="on"></i><i class="off"></i><i class="off"></i><i class="off"></i></p>',
    2,
  ],
])("%s says its value", (html, value) => {
  document.body.innerHTML = `<div>${html}</div>`;
  expect(findRating(document.body.firstElementChild as Element)).toEqual({ value, max: 5 });
});

test("stars that do not say which are full are not counted", () => {
  document.body.innerHTML =
    '<div><p class="stars"><svg></svg><svg></svg><svg></svg><svg></svg><svg></svg></p></div>';
  expect(findRating(document.body)).toBeNull();
});
