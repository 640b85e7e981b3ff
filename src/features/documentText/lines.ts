import { daysIn, isOfChild } from './days.ts'
import { plainText, type Passage } from './document.ts'
import type { Gathered } from './found.ts'
import { looksLikeName } from './headings.ts'

/** A list of a PDF is lines: below its headings stand as many of these, with no more than so many others between them. */
const LIST = { atLeast: 3, between: 2, longest: 200, heading: 150 }

const BIRTHS = /\b(?:d\.o\.b|dobs?|dates? of birth)\b/i
const CHILD_NAMES = /\b(?:pupil|child|student|learner)(?:['’]?s)? (?:name|surname|forename)/i
const NAMES = /\b(?:surname|forename|first name|name)\b/i
const OF_CHILDREN = /\b(?:upn|dob|date of birth|nhs|year group|reg group|tutor group|class|form)\b/i
const STAFF = /\b(?:staff|teacher|role|job|post|dbs|governor|trustee|course|training|trained|review)\b/i

/** Lists of children in running text, where columns cannot be told apart: names and dates of birth line by line below a line of headings. */
export function listsOfChildren(gathered: Gathered, { text, place }: Passage, today: string): void {
  const lines = plainText(text)
    .split('\n')
    .map(line => line.slice(0, LIST.longest).trim())
    .filter(line => line !== '')
  const births = listsBelow(
    lines,
    line => BIRTHS.test(line) && daysIn(line).length === 0,
    line => birthIn(line, today),
  )
  for (const birth of births) gathered.add('birth', birth, place)
  for (const name of listsBelow(lines, namesChildren, nameIn)) gathered.add('name', name, place)
}

const namesChildren = (line: string): boolean => CHILD_NAMES.test(line) || (NAMES.test(line) && OF_CHILDREN.test(line))

/** What lines say below headings, list by list. A line of a list is no heading of another, so each is looked at once. */
function listsBelow(
  lines: readonly string[],
  isHeading: (line: string) => boolean,
  saidIn: (line: string) => string | undefined,
): string[] {
  const all: string[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const heading = lines[at] ?? ''
    if (heading.length > LIST.heading || STAFF.test(heading) || !isHeading(heading)) continue
    const found: string[] = []
    let others = 0
    while (others <= LIST.between && at + 1 < lines.length) {
      at += 1
      const said = saidIn(lines[at] ?? '')
      others = said === undefined ? others + 1 : 0
      if (said !== undefined) found.push(said)
    }
    if (found.length >= LIST.atLeast) all.push(...found)
    // What ended the list may be the heading of the next.
    at -= Math.min(others, LIST.between)
  }
  return all
}

function birthIn(line: string, today: string): string | undefined {
  const day = daysIn(line).find(one => isOfChild(one, today))
  return day && line.slice(day.at, day.end)
}

/** The name that a line begins with, before its first number. */
function nameIn(line: string): string | undefined {
  const words = line.split(' ')
  const upTo = words.findIndex(word => /\d/.test(word))
  const name = words.slice(0, Math.min(upTo < 0 ? words.length : upTo, 3)).join(' ')
  // A line of a list goes on after the name with a number or a day; a sentence does not.
  return upTo >= 2 && upTo <= 4 && looksLikeName(name) ? name : undefined
}
