import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'

export const refuse = {
  importedAlready: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'saidDid.imported_already',
      'This workbook was imported already',
      ['Nothing was changed again.'],
      [{ text: 'Back to the themes', href: `/rounds/${roundId}/said-did` }],
    ),
  findingsGone: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'saidDid.findings_gone',
      'The findings that you ticked are not there any more',
      ['Someone removed them while you had the form open. Nothing was saved: tick others, or enter where it was heard.'],
      [{ text: 'Back to the themes', href: `/rounds/${roundId}/said-did` }],
    ),
  themeGone: (roundId: Id<'round'>, by = '') =>
    new Refusal(
      'conflict',
      'saidDid.theme_gone',
      'This theme is not there any more',
      [`${by} What you sent was not saved: copy it from below if it is still wanted, and add a new theme.`.trim()],
      [{ text: 'Back to the themes', href: `/rounds/${roundId}/said-did` }],
    ),
  answerGone: (roundId: Id<'round'>, by = '') =>
    new Refusal(
      'conflict',
      'saidDid.answer_gone',
      'This answer is not in the theme any more',
      [`${by} What you sent was not saved.`.trim()],
      [{ text: 'Back to the themes', href: `/rounds/${roundId}/said-did` }],
    ),
}
