/** What a template tells its reader to do: "[insert school name]", "[delete as appropriate]", "[Schools should add …]". */
const TOLD =
  /^(?:please )?(?:insert|enter|include|amend|delete|specify|add|fill in|write|schools?(?: should| to| may)? (?:insert|add|amend|enter|include)) [^\s]|^insert$|^(?:type|enter|insert) (?:here|text)\b|\bdelete (?:as|if|where)\b/i
/** Words of which a label consists that stands for what it names: "[Chair of Governors’ name]", "[date]", "[to be confirmed]". */
const LABELS = new Set(
  `a an the your our this these of and or for to be confirmed completed inserted added agreed decided tbc tba name names date dates day month year dd mm yy yyyy xx xxx xxxx number no tel
  telephone phone mobile contact contacts email mail e address postcode website url link logo title role job details person member staff school schools setting settings academy college
  nursery trust dsl ddsl deputy designated safeguarding lead leads head heads headteacher headteachers teacher principal chair chairs governor governors governing body board nominated
  la lado local authority council county area mash hub team partnership s here`.split(/\s+/),
)
const CORE =
  /\b(?:names?|dates?|month|year|dd|number|tel|telephone|phone|mobile|contact|email|e-mail|address|postcode|website|url|logo|title|details|tbc|tba|x{2,}|school|setting|academy|headteacher|governing (?:body|board))\b|\bto be\b/i
const LONGEST_LABEL = 60
/** More than this of one passage are not looked at. */
const MOST = 500

const BRACKETS = /\[([^\][\n]{2,80})\](\(https?:)?|\{([^{}\n]{2,60})\}|<([^<>\n@]{2,60})>/g
/** Of forms of Word and letters that are merged, of the words that templates of policies use, and of days and names left open. */
const OTHERS = [
  /\{\{[^{}\n]{1,40}\}\}|«[^«»\n]{1,40}»/g,
  /\((?:(?:insert|enter|add) [^()\n]{2,60}|school name|name of (?:the )?(?:school|setting|academy|college|trust))\)/gi,
  /\binsert (?:your |the |our )?(?:school|setting|name|date|logo|academy|trust)(?: [\p{L}’']{1,20}){0,4} here\b/giu,
  /(?<=^|\n|: |\*)insert (?:school|setting|name|date|number|logo|academy|trust|contact|details)(?: \p{L}{1,20}){0,3}(?=\s{0,3}(?:$|\n|\*))/giu,
  /\bclick or tap (?:here )?to enter\b|\bclick here to enter\b|\bchoose an item\b|\blorem ipsum\b/gi,
  /\b(?:xx|dd)[/.-](?:xx|mm)[/.-](?:xxxx|xx|yyyy|yy)\b|\b20xx\b/gi,
  /(?<![\p{L}\p{N}@./])(?:x{3,6} x{3,6}|x{4,20})(?![\p{L}\p{N}@])/giu,
  /(?<=: )XXX(?![\p{L}\p{N}])/gu,
]

/** Places in a text that a template left to fill in, as they are written. */
export function placeholdersIn(text: string): string[] {
  const found: string[] = []
  for (const { 0: said, 1: square, 2: link, 3: curly, 4: angle, index } of text.matchAll(BRACKETS).take(MOST))
    if (link === undefined && isToFillIn((square ?? curly ?? angle ?? '').trim()) && !isQuoted(text, index, said)) found.push(said)
  for (const pattern of OTHERS)
    for (const { 0: said, index } of text.matchAll(pattern).take(MOST))
      if (!isQuoted(text, index, said) && !isOfForm(text, index, said)) found.push(said)
  return found
}

function isToFillIn(inside: string): boolean {
  if (TOLD.test(inside)) return true
  const words = inside.toLowerCase().match(/[\p{L}\d]+/gu) ?? []
  return inside.length <= LONGEST_LABEL && words.every(word => LABELS.has(word)) && CORE.test(inside)
}

/** In quotation marks it is spoken of: "where the form says “[insert date]”". */
const isQuoted = (text: string, at: number, said: string): boolean =>
  /[“"'‘]$/.test(text.slice(Math.max(0, at - 1), at)) && /^[”"'’]/.test(text.slice(at + said.length, at + said.length + 1))

/** "Write dates as DD/MM/YYYY" tells how a form is filled in. */
const isOfForm = (text: string, at: number, said: string): boolean =>
  /^dd/i.test(said) && /\b(?:as|format|form|like|e\.g\.) $/i.test(text.slice(Math.max(0, at - 10), at))
