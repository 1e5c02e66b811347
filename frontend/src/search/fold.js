// Words as they are compared: small letters of the Latin alphabet, without marks; what site/search/words.py does on a server.

const LETTERS = {
  đ: "d", ł: "l", ø: "o", ħ: "h", ı: "i", ß: "ss", æ: "ae", œ: "oe",
  а: "a", б: "b", в: "v", г: "g", д: "d", ђ: "d", ѓ: "g", е: "e", ж: "z", з: "z", и: "i", ј: "j", к: "k", ќ: "k", л: "l", љ: "lj", м: "m",
  н: "n", њ: "nj", о: "o", п: "p", р: "r", с: "s", т: "t", ћ: "c", у: "u", ф: "f", х: "h", ц: "c", ч: "c", џ: "dz", ш: "s", й: "j", я: "ja",
  ю: "ju", щ: "st", ъ: "", ь: "", ы: "y", э: "e", ё: "e",
};

/** One word, folded. */
export function fold(word) {
  const plain = word.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
  return plain.replaceAll(/[^a-z0-9]/gu, (letter) => LETTERS[letter] ?? letter);
}

/** The words of a text with their places: [start, end, folded]. */
export function tokens(text) {
  return [...text.matchAll(/[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*/gu)].map((found) => [found.index, found.index + found[0].length, fold(found[0])]).filter(([, , word]) => word);
}

/** The words of a text, folded. */
export const words = (text) => tokens(text).map(([, , word]) => word);
