import { notFound, Refusal } from '../../platform/http/refusal.ts'
import { notShownWords, type WhyNothing } from './shownWords.ts'

export const refuse = {
  notFound,
  notNow: () =>
    new Refusal(
      'conflict',
      'evidence.not_now',
      'Files cannot be changed now',
      [
        'Nothing was changed. The return was submitted, the audit has closed, or the partnership took the document in. Ask your partnership if you need to send or replace it.',
      ],
      [{ text: 'Go to your return', href: '/return' }],
    ),
  tooMany: (most: number) =>
    new Refusal(
      'conflict',
      'evidence.too_many',
      `A return can hold ${most} files`,
      ['The files were not added. Remove some that are not needed, or say in the text box where the document is kept.'],
      [{ text: 'See the files of this return', href: '/return/evidence' }],
    ),
  heldBack: () =>
    new Refusal('conflict', 'evidence.held_back', 'This file is held back', [
      'It seems to hold details of children, so nobody at the partnership can open it. The establishment is told what was found and where: it can replace the file, remove it, or say why it is right to send.',
    ]),
  notReadYet: () =>
    new Refusal('conflict', 'evidence.not_read_yet', 'This file still needs to be checked', [
      'Each file is read for details of children before anyone at the partnership can open it. That takes a minute or so: try again then.',
    ]),
  notHeld: (by: string | null) =>
    new Refusal('conflict', 'evidence.not_held', 'This file is not held back', [
      by === null ? 'Nothing has to be explained.' : `${by} has explained it already. Nothing was changed.`,
    ]),
  notDrawn: (why: WhyNothing) => new Refusal('conflict', 'evidence.not_drawn', 'This page cannot be shown', [notShownWords(why)]),
  bytesMissing: () =>
    new Refusal('gone', 'evidence.bytes_missing', 'This file cannot be opened now', [
      'Its entry is here, but the file itself could not be read. Tell the people who run the service: they may have to bring it back from a backup.',
    ]),
}
