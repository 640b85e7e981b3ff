import { notFound, Refusal } from '../../platform/http/refusal.ts'

const TO_THE_RETURN = { text: 'Go to your return', href: '/return' }

/** What is said no to here, in the words that people read. */
export const refuse = {
  notFound,
  notAsked: () =>
    new Refusal(
      'not_found',
      'returns.section_not_asked',
      'This section is not asked of you',
      ['It may have been asked before an answer changed. Anything that was saved in it is kept.'],
      [TO_THE_RETURN],
    ),
  alreadySubmitted: () =>
    new Refusal(
      'conflict',
      'returns.already_submitted',
      'This return has already been submitted',
      ['Nothing was changed. If something in it is wrong, ask your partnership to open it again.'],
      [TO_THE_RETURN],
    ),
  roundClosed: () =>
    new Refusal(
      'conflict',
      'returns.round_closed',
      'This audit has closed',
      ['Nothing was changed. Everything that was saved is kept. Ask your partnership if you still need to send something.'],
      [TO_THE_RETURN],
    ),
}
