import { notFound, Refusal } from '../../platform/http/refusal.ts'
import { notOpen } from '../returns/index.ts'

const TO_THE_RETURN = { text: 'Go to your return', href: '/return' }

/** What an establishment is told no to, in the words that it reads. */
export const refuse = {
  notFound,
  notOpen,
  notAsked: (allSections: { text: string; href: string }) =>
    new Refusal(
      'not_found',
      'returns.section_not_asked',
      'This section is not asked',
      ['It may have been asked before an answer changed. Anything that was saved in it is kept, and nothing is added to it.'],
      [allSections],
    ),
  noFile: () =>
    new Refusal('bad_request', 'evidence.no_file', 'The file did not arrive', [
      'Open the page again and choose it there. The question that it was for may not be asked any more.',
    ]),
  incomplete: (missing: number) =>
    new Refusal(
      'conflict',
      'returns.incomplete',
      missing === 1 ? 'One answer is still missing' : `${missing} answers are still missing`,
      ['The return was not submitted. Someone may have changed an answer since you opened the page. Everything that was saved is kept.'],
      [{ text: 'See what is missing', href: '/return/check' }],
    ),
  partOnly: () =>
    new Refusal(
      'forbidden',
      'returns.part_only',
      'Your link opens some sections only',
      ['This page is about the whole return. Ask the person who leads on it if you need to see it.'],
      [TO_THE_RETURN],
    ),
  noHead: () =>
    new Refusal(
      'conflict',
      'returns.no_head',
      'Your partnership has no email address of the headteacher',
      ['Nothing was sent. Add the headteacher as a colleague, or tell your partnership.'],
      [{ text: 'Add a colleague', href: '/return/colleagues' }],
    ),
  noLastYear: () =>
    new Refusal(
      'not_found',
      'returns.no_last_year',
      'There are no answers from last time',
      ['No earlier return of this establishment is kept here, or its answers were deleted at the end of the time they are kept.'],
      [TO_THE_RETURN],
    ),
  lastYearChanged: (href: string) =>
    new Refusal(
      'conflict',
      'returns.last_year_changed',
      'The answers from last time have changed',
      ['Nothing was saved. They changed after you opened the page: read them again first.'],
      [{ text: 'Read the answers from last time', href }],
    ),
  signedMeanwhile: (href: string) =>
    new Refusal(
      'conflict',
      'returns.signed_meanwhile',
      'The return was signed while you were reading',
      ['Nothing was saved. To save these answers would cancel the signature: read the page again first.'],
      [{ text: 'Read the answers from last time', href }],
    ),
}
