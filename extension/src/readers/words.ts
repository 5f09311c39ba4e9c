/**
 * Words by which pages name ratings, replies and cut-off texts, in the nine languages of the interface and some
 * more that cost nothing. Matched against short labels only, never against a review's text.
 */

/** "stars", however it is inflected. */
export const STAR =
  "stars?|bubbles?|étoiles?|estrellas?|estrelas?|stelle|stella|stern(?:e|en)?|sterren|tärni?|täht[i]?|зв[её]зд\\p{L}*|жұлдыз\\p{L}*|顆星|颗星|つ星|星|yıldız|tähteä|별";

/** Between value and maximum: "4 out of 5", "4 sur 5", «4 из 5». */
export const OF = "out of|of|von|sur|de|di|van|su|из|от|/|／|punktist|\\|";

/** "rating", to accept a bare "Rating: 4.0". */
export const RATED =
  "rated|rating|score|note|noté|évaluation|calificación|puntuación|valoración|bewertung|bewertet|hinnang|hinne|оценка|рейтинг|баға|бағасы|рейтингі|評分|评分|評價";

/** A figure that speaks of many reviews: then the rating beside it is an average, not a review's. */
export const REVIEW_COUNT =
  /\d[\d\s.,]*\+?\s*(?:reviews?|ratings?|votes?|avis|notes|reseñas?|opiniones|valoraciones|bewertung(?:en)?|rezension(?:en)?|arvustus\p{L}*|hinnang(?:ut)|отзыв\p{L}*|оцен(?:ок|ки)|отзива?|мнени[яй]|пікір\p{L}*|則評論|则评论|篇評論|條評論|条评论|則評價|条点评|レビュー|yorum)(?!\p{L})/iu;

/** How an owner's reply is headed. */
export const OWNER_REPLY =
  /^(?:(?:(?:response|reply|answer) (?:from|by|of) |(?:owner|business|host|company|property|hotel|seller|developer|management)(?:['’]s)? (?:response|reply)|reply from)|(?:ответ|відповідь) (?:владельца|компании|организации|официальн|заведения|отеля|от |представител)|официальный ответ|отговор (?:от|на) |жауап|иесінің жауабы|компания(?:ның)? жауабы|antwort (?:vom|von|des|der)|réponse (?:du|de|des|d['’])|respuesta (?:del?|de la) |resposta d|risposta d|reactie van|odpowiedź|omaniku vastus|ettevõtte vastus|vastus |(?:來自)?(?:業主|店家|商家|業者)(?:的)?(?:回應|回覆|回复)|来自业主的回复|商家回[复應覆应]|オーナーからの返信|업주의 답변|işletme(?:nin)? yanıtı)/iu;

/** A control that unfolds a cut-off text. */
export const MORE =
  /^(?:…|\.\.\.)?\s*(?:(?:read|see|show|view) (?:more|full|all|the rest)|more|continue reading|voir plus|lire (?:la suite|plus)|plus|afficher (?:plus|la suite)|ver más|leer más|más|mostrar más|mehr(?: anzeigen| lesen| ansehen)?|weiterlesen|loe (?:edasi|rohkem|veel)|näita rohkem|rohkem|(?:читать|показать) (?:дальше|далее|полностью|ещ[её]|больше|вс[её])|ещ[её]|полностью|подробнее|развернуть|(?:виж|покажи|прочети) (?:още|повече)|още|повече|толығырақ|көбірек|тағы|жалғасын оқу|толық(?: оқу)?|更多|顯示更多|显示更多|查看更多|閱讀更多|阅读更多|全文|展開|展开|もっと見る)\s*(?:…|\.\.\.|[›»>])?$/iu;

/** A box or button that is for replying to a review. */
export const REPLY =
  /\b(?:reply|respond|response|answer)|répon|respon|contest|antwort|vasta|ответ|отговор|жауап|回覆|回复|回應|回应|返信/iu;
