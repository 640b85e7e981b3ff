import type { WhyNotRead } from './looking/cannotRead.ts'
import type { WhyNotShown } from './looking/cannotShow.ts'

/** As the looker found it, or because nobody could look just now. */
export type WhyNothing = WhyNotShown | 'not_now'

/** Why the text of a file was not read: as the looker found it, or because it never answered, or the store has lost the file. */
export type WhyUnread = WhyNotRead | 'not_now' | 'missing'

const DOWNLOAD = 'Download it to read it.'

/** Why a document is not shown, and what to do instead; and why its text is not read, as the end of a sentence. */
const WORDS: Record<WhyNothing | WhyUnread, { shown: string; read: string }> = {
  locked: {
    shown: 'This PDF is locked with a password, so it cannot be shown here. Ask for the password, or for a copy without one.',
    read: 'it is locked with a password',
  },
  damaged: {
    shown: 'This file is damaged, so it cannot be shown here. Download it to see whether your own programs can open it.',
    read: 'it is damaged, or not what its name says',
  },
  too_large: { shown: `This picture is too large to be shown here. ${DOWNLOAD}`, read: 'it is too large' },
  too_complicated: { shown: `This page is too complicated to be shown here. ${DOWNLOAD}`, read: 'it is too complicated' },
  unknown_kind: { shown: `This kind of picture cannot be shown here. ${DOWNLOAD}`, read: 'files of this kind are not read' },
  no_page: { shown: 'There is no such page.', read: 'it has no pages' },
  no_text: { shown: `There is nothing to show here. ${DOWNLOAD}`, read: 'it holds no text, as a scan or a picture does' },
  not_now: {
    shown: 'This cannot be shown just now. Try again in a few minutes, or download it.',
    read: 'what reads files did not answer',
  },
  missing: { shown: 'The file itself is missing.', read: 'the file itself is missing' },
}

export const notShownWords = (why: WhyNothing): string => WORDS[why].shown

/** @param why as it is stored */
export const notReadWords = (why: string | null): string =>
  why !== null && Object.hasOwn(WORDS, why) ? WORDS[why as WhyUnread].read : WORDS.not_now.read

/** @param called what kind of file it is: "a Word document" */
export const onlyDownloaded = (called: string): string => `This is ${called}, which cannot be shown here. ${DOWNLOAD}`

/** What a reader who sees no pictures is told of one. @param name of the file @param of how many pages it has; 1 for a photograph */
export const pictureWords = (name: string, page: number, of: number, isPicture: boolean): string =>
  isPicture ? `The picture ${name}` : `Page ${page} of ${of} of ${name}, shown as a picture`
