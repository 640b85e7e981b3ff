import { notFound, Refusal } from '../../platform/http/refusal.ts'

const TO_THE_RETURN = { text: 'Go to your return', href: '/return' }

/** What is said no to here, in the words that people read. */
export const refuse = {
  notFound,
  notAsked: (allSections: { text: string; href: string }) =>
    new Refusal(
      'not_found',
      'returns.section_not_asked',
      'This section is not asked',
      ['It may have been asked before an answer changed. Anything that was saved in it is kept.'],
      [allSections],
    ),
  /** To staff. */
  notOffline: (returnId: number) =>
    new Refusal(
      'conflict',
      'returns.not_offline',
      'This return was submitted online',
      ['Nothing was changed. The establishment gives its own answers: send the return back for more work if one has to be changed.'],
      [{ text: 'Go to the return', href: `/returns/${returnId}` }],
    ),
  alreadySubmitted: () =>
    new Refusal(
      'conflict',
      'returns.already_submitted',
      'This return has already been submitted',
      ['Nothing was changed. If something in it is wrong, ask your partnership to open it again.'],
      [{ text: 'See the receipt', href: '/return/receipt' }],
    ),
  incomplete: (missing: number) =>
    new Refusal(
      'conflict',
      'returns.incomplete',
      missing === 1 ? 'One answer is still missing' : `${missing} answers are still missing`,
      ['The return was not submitted. Somebody may have changed an answer since you opened the page. Everything that was saved is kept.'],
      [{ text: 'See what is missing', href: '/return/check' }],
    ),
  headSigns: () =>
    new Refusal(
      'forbidden',
      'returns.head_signs',
      'The headteacher signs and submits the return',
      [
        'Ask them to open the same link and say that they are the headteacher or principal, or act as one. Everything that was saved is kept.',
      ],
      [TO_THE_RETURN],
    ),
  /** To staff: the page offers the form again, with what was typed. */
  changedMeanwhile: (returnId: number) =>
    new Refusal(
      'conflict',
      'returns.changed_meanwhile',
      'This return has changed since you opened the page',
      ['Nothing was done. Look at the return as it is now, then decide again.'],
      [{ text: 'Go to the return', href: `/returns/${returnId}` }],
    ),
  notExcused: () => new Refusal('conflict', 'returns.not_excused', 'This return is not excused', ['Nothing was changed.']),
  notToSign: () =>
    new Refusal('forbidden', 'returns.not_to_sign', 'There is nothing for you to sign', ['Nothing was changed.'], [TO_THE_RETURN]),
  roundClosed: () =>
    new Refusal(
      'conflict',
      'returns.round_closed',
      'This audit has closed',
      ['Nothing was changed. Everything that was saved is kept. Ask your partnership if you still need to send something.'],
      [TO_THE_RETURN],
    ),
}
