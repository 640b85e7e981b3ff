import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'
import { MOST_THEMES } from './theme.ts'

const back = (roundId: Id<'round'>) => [{ text: 'Go to the comments', href: `/rounds/${roundId}/coding` }]

/** What staff are told when comments cannot be coded or quoted. */
export const refuse = {
  themeGone: (roundId: Id<'round'>, by = '') =>
    new Refusal(
      'conflict',
      'coding.theme_gone',
      'This theme is not there any more',
      [`${by} Nothing was changed. What you sent is below, to copy if it is still wanted.`.trim()],
      [{ text: 'Go to the themes', href: `/rounds/${roundId}/coding/themes` }],
    ),
  otherNumber: (roundId: Id<'round'>, themeId: Id<'commentTheme'>) =>
    new Refusal(
      'conflict',
      'coding.other_number',
      'The theme has changed since you looked',
      ['Nothing was changed. Someone has put comments into it, taken some out, or renamed it. Look at the number again.'],
      [{ text: 'Look at the theme', href: `/rounds/${roundId}/coding/themes/${themeId}` }],
    ),
  mergeIntoItself: (roundId: Id<'round'>, themeId: Id<'commentTheme'>) =>
    new Refusal(
      'conflict',
      'coding.no_other_theme',
      'Choose another theme to merge this one into',
      ['Nothing was changed. The theme that you chose is this one, or was removed.'],
      [{ text: 'Choose again', href: `/rounds/${roundId}/coding/themes/${themeId}/merge` }],
    ),
  tooManyThemes: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'coding.too_many_themes',
      `A round can have ${MOST_THEMES} themes`,
      ['Nothing was changed. Merge some of them, or remove those that are not needed.'],
      [{ text: 'Go to the themes', href: `/rounds/${roundId}/coding/themes` }],
    ),
  cannotUndo: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'coding.cannot_undo',
      'This cannot be undone any more',
      ['Nothing was changed. It was undone already, someone else did it, or its theme was removed.'],
      back(roundId),
    ),
  quotationGone: (roundId: Id<'round'>, by = '') =>
    new Refusal(
      'conflict',
      'coding.quotation_gone',
      'This quotation is not there any more',
      [`${by} Nothing was changed. What you sent is below, to copy if it is still wanted.`.trim()],
      [{ text: 'Go to the quotations', href: `/rounds/${roundId}/coding/quotations` }],
    ),
  tooManyQuotations: (roundId: Id<'round'>, most: number) =>
    new Refusal(
      'conflict',
      'coding.too_many_quotations',
      `A round can have ${most} quotations`,
      ['Nothing was changed. Remove those that are not needed.'],
      [{ text: 'Go to the quotations', href: `/rounds/${roundId}/coding/quotations` }],
    ),
  notToPublish: (roundId: Id<'round'>, quotationId: Id<'quotation'>, lacks: readonly string[]) =>
    new Refusal(
      'conflict',
      'coding.not_to_publish',
      'This quotation cannot be approved yet',
      [...lacks, 'Nothing was changed.'],
      [{ text: 'Back to the quotation', href: `/rounds/${roundId}/coding/quotations/${quotationId}` }],
    ),
}
