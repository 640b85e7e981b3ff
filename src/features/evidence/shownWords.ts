import type { WhyNotShown } from './looking/cannotShow.ts'

/** As the looker found it, or because nobody could look just now. */
export type WhyNothing = WhyNotShown | 'not_now'

const DOWNLOAD = 'Download it to read it.'

/** Why a document is not shown, and what to do instead. */
export const NOT_SHOWN_WORDS: Record<WhyNothing, string> = {
  locked: 'This PDF is locked with a password, so it cannot be shown here. Ask for the password, or for a copy without one.',
  damaged: 'This file is damaged, so it cannot be shown here. Download it to see whether your own programs can open it.',
  too_large: `This picture is too large to be shown here. ${DOWNLOAD}`,
  too_complicated: `This page is too complicated to be shown here. ${DOWNLOAD}`,
  unknown_kind: `This kind of picture cannot be shown here. ${DOWNLOAD}`,
  no_page: 'There is no such page.',
  not_now: 'This cannot be shown just now. Try again in a few minutes, or download it.',
}

/** @param called what kind of file it is: "a Word document" */
export const onlyDownloaded = (called: string): string => `This is ${called}, which cannot be shown here. ${DOWNLOAD}`

/** What a reader who sees no pictures is told of one. @param name of the file @param of how many pages it has; 1 for a photograph */
export const pictureWords = (name: string, page: number, of: number, isPicture: boolean): string =>
  isPicture ? `The picture ${name}` : `Page ${page} of ${of} of ${name}, shown as a picture`
