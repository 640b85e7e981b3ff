import { sayDay } from '../../platform/london.ts'
import { sayCount } from '../../platform/say.ts'
import type { ChildData, Found, Remark } from '../documentText/index.ts'
import type { Checked, CheckState } from '../returnPages/index.ts'
import { isHeld } from './held.ts'
import { notReadWords } from './shownWords.ts'

/** What to look for in a file before it is chosen: short, because it stands at every box. */
export const NOT_IN_A_FILE = [
  'names, initials, dates of birth, addresses or pictures of children or their families',
  'unique pupil numbers, NHS numbers or case numbers',
  'concern forms, or minutes that speak of one child',
  'the same in hidden sheets, comments and tracked changes',
]

/** What becomes of a file once it was added. */
export const IS_READ =
  'Each file is read for such details before your partnership can open it. If something is found, it is held back and you are told where it is.'

/** How far a file was checked for children’s details, in a sentence or two. @param reader what the partnership may open, it is told */
export function sayCheck(file: Checked, reader: 'establishment' | 'partnership'): string {
  const own = reader === 'establishment'
  if (isHeld(file)) return own ? HELD_OWN : HELD
  return SENTENCES[file.checkState](file, own)
}

const HELD_OWN = 'Held back: it seems to hold children’s details, so your partnership cannot open it.'
const HELD = 'Held back: it seems to hold children’s details. The establishment sees what was found and where.'

const SENTENCES: Record<CheckState, (file: Checked, own: boolean) => string> = {
  not_checked: () => 'Not checked for children’s details yet: it was added before files were checked.',
  waiting: ({ checkTries }, own) =>
    `${checkTries === 0 ? 'Waiting to be checked for children’s details' : 'Not checked for children’s details yet: what reads files does not answer just now, and is tried again by itself'}. ${own ? 'Your partnership can open it when that is done.' : 'It can be opened when that is done.'}`,
  clear: ({ checkIsPart }) =>
    checkIsPart
      ? 'No children’s details found in the part of it that could be read. Check the rest yourself.'
      : 'Checked: no children’s details found.',
  unreadable: ({ checkWhy }) =>
    `Could not be read, so it was not checked for children’s details: ${notReadWords(checkWhy)}. Check it yourself.`,
  found: ({ explanation, explainedBy, explainedAt }) =>
    `${explainedBy ?? 'The establishment'} said${explainedAt === null ? '' : ` on ${sayDay(explainedAt)}`} why it is right to send: “${explanation ?? ''}”`,
}

const CHILD_DATA_WORDS: Record<ChildData, readonly [string, string]> = {
  upn: ['unique pupil number', 'unique pupil numbers'],
  nhs: ['NHS number', 'NHS numbers'],
  birth: ['date of birth of a child', 'dates of birth of children'],
  name: ['name in a list of children', 'names in lists of children'],
  pattern: ['child told apart by a letter or number', 'children told apart by a letter or number'],
}

/** "2 unique pupil numbers (A…01, B…01): D2 to D3 of the sheet “Register”": what was found, how many and where. */
export const sayFound = ({ kind, count, masked, places }: Found): string =>
  `${sayCount(count, ...CHILD_DATA_WORDS[kind])}${masked.length === 0 ? '' : ` (${masked.join(', ')}${count > masked.length ? ', …' : ''})`}: ${places.join('; ')}`

/** What may make a file useless as evidence, each in a sentence. */
export const sayRemarks = ({ remarks, isAsBefore, isAsElsewhere }: Pick<Checked, 'remarks' | 'isAsBefore' | 'isAsElsewhere'>): string[] => [
  ...remarks.map(sayRemark),
  ...(isAsBefore ? ['It is the same file as one of an earlier return.'] : []),
  ...(isAsElsewhere ? ['Another establishment sent the same file.'] : []),
]

function sayRemark(remark: Remark): string {
  switch (remark.kind) {
    case 'blank':
      return 'It holds almost no text.'
    case 'placeholder':
      return `${sayCount(remark.count, 'place in it seems', 'places in it seem')} to be left to fill in, such as “${remark.example}”: ${remark.places.join('; ')}.`
    case 'review_passed':
      return `It says that its review was due by ${sayDay(remark.on)}.`
    case 'old_guidance':
      return `It speaks of Keeping children safe in education ${remark.edition}. When it was added, the edition of ${remark.current} was in force.`
  }
}
