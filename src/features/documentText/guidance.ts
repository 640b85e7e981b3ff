/** Keeping children safe in education, as people call it, with a year that is written to it. */
const NAME = /\b(?:keeping\s{1,3}children\s{1,3}safe\s{1,3}in\s{1,3}education|kcsie)(?:\b|(?=\d))/gi
/** What stands between the name and the year of its edition: "(KCSIE): statutory guidance for schools and colleges, DfE, September". */
const BETWEEN = new Set(
  `kcsie dfe department for education statutory guidance information all staff school schools college colleges part one 1 5 annex edition version updated update last published revised of the in from dated issued read
  january february march april may june july august september sept sep october november december`.split(/\s+/),
)
const MONTH = /^(?:sept?|september|jan|january)$/
const WORDS_BETWEEN = 14
/** More than this of one passage are not looked at. */
const MOST = 2_000
/** What is said of an edition that is named for what changed since. */
const THEN =
  /\b(?:since|introduced (?:in|by)|replac(?:es|ed|ing)|supersed(?:es|ed)|former|previous|compared (?:with|to)|changes (?:in|from|to)|added (?:in|by)) (?:the )?$/i
const BEFORE =
  /(?:^|[\n(“"]|\b(?:the|in|with|to|of|read|dfe|updated|current|latest) )(?:sept?(?:ember)? )?\(?(20[12]\d)\)?(?: (?:edition|version|update) of)?(?: the)?(?: dfe)?(?: guidance)?,? ?[“"'‘]?$/i
const MONTH_BEFORE = /\b(?:sept?|september) (20[12]\d) (?:edition|version|update) of (?:the )?(?:dfe )?[“"'‘]?$/i

/** The years of the editions that a text names as what it goes by. */
export function editionsIn(text: string): number[] {
  return [...text.matchAll(NAME).take(MOST)].flatMap(match => {
    const before = text.slice(Math.max(0, match.index - 60), match.index)
    if (THEN.test(before)) return []
    const year = yearAfter(text.slice(match.index + match[0].length, match.index + match[0].length + 120))
    const earlier = (MONTH_BEFORE.exec(before) ?? BEFORE.exec(before))?.[1]
    return year ?? (earlier === undefined ? [] : Number(earlier))
  })
}

/** The year that a text begins with, but for words that may stand before it. */
function yearAfter(text: string): number | undefined {
  let last = 'kcsie'
  let end = 0
  for (const { 0: word, index } of [...text.matchAll(/[\p{L}\d]+/gu)].slice(0, WORDS_BETWEEN)) {
    // A sentence that ended says no more of it.
    if (/[.;!?]/.test(text.slice(end, index))) return undefined
    end = index + word.length
    const said = word.toLowerCase()
    if (/^20[12]\d$/.test(said)) return Number(said)
    if (/^[123]\d$/.test(said) && (last === 'kcsie' || MONTH.test(last)) && isNoDay(text.slice(end))) return 2000 + Number(said)
    if (!BETWEEN.has(said) && !(said === 'and' && /^schools?$/.test(last)) && !/^\d{1,2}(?:st|nd|rd|th)?$/.test(said)) return undefined
    last = said
  }
  return undefined
}

/** "18 September 2025" is no edition of 2018. */
const isNoDay = (after: string): boolean => !/^\s{0,2}(?:st|nd|rd|th)?\s{0,2}\p{L}{3,9}\s{1,2}20\d\d/u.test(after)
