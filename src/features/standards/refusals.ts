import { Refusal } from '../../platform/http/refusal.ts'
import { sayMinutes } from '../../platform/say.ts'
import type { Id } from '../../platform/id.ts'
import { sayInstant } from '../../platform/london.ts'
import type { Exercise, StandardSet } from './standard.ts'

const back = (exerciseId: Id<'exercise'>) => [{ text: 'Back to the ratings', href: `/standards/exercises/${exerciseId}` }]

export const refuse = {
  noStandards: (setId: Id<'set'>) =>
    new Refusal(
      'conflict',
      'standards.none',
      'This set has no standards yet',
      ['Nothing was changed. Add its standards first.'],
      [{ text: 'Back to the set', href: `/standards/${setId}` }],
    ),
  setRemoved: ({ id, removedBy, removedAt }: Pick<StandardSet, 'id' | 'removedBy' | 'removedAt'>) =>
    new Refusal(
      'conflict',
      'standards.set_removed',
      'This set of standards was removed',
      [`${removedBy} removed it${removedAt ? ` at ${sayInstant(removedAt)}` : ''}. Nothing was changed now. It can be restored first.`],
      [{ text: 'Open the set', href: `/standards/${id}` }],
    ),
  stillOpen: (open: readonly Pick<Exercise, 'id' | 'title'>[]) =>
    new Refusal(
      'conflict',
      'standards.still_open',
      'Agencies are asked to rate this set now',
      ['Close what is open first. Then nobody rates standards that are not used any more.'],
      open.map(({ id, title }) => ({ text: `Change or close “${title}”`, href: `/standards/exercises/${id}/edit` })),
    ),
  importedAlready: (exerciseId: Id<'exercise'>) =>
    new Refusal(
      'conflict',
      'standards.imported_already',
      'This workbook was imported already',
      ['Nothing was changed again.'],
      back(exerciseId),
    ),
  closed: (exerciseId: Id<'exercise'>) =>
    new Refusal(
      'conflict',
      'standards.closed',
      'This exercise was closed',
      ['Nothing was changed. Staff who manage standards can open it again.'],
      back(exerciseId),
    ),
  hasRated: (exerciseId: Id<'exercise'>, agency: string) =>
    new Refusal(
      'conflict',
      'standards.has_rated',
      `${agency} has rated standards in this exercise`,
      ['So it stays among those that are asked, and nothing was changed.'],
      back(exerciseId),
    ),
  notAsked: (exerciseId: Id<'exercise'>) =>
    new Refusal(
      'conflict',
      'standards.not_asked',
      'This agency is not asked in this exercise',
      ['It was taken out of it meanwhile, or was never in it. Nothing was saved now.'],
      back(exerciseId),
    ),
  linkMeanwhile: (exerciseId: Id<'exercise'>, by: string) =>
    new Refusal(
      'conflict',
      'standards.link_meanwhile',
      'This agency was given another link meanwhile',
      [`${by} made or ended a link after you opened the page. Nothing was changed now. Look at the links again before you choose.`],
      [{ text: 'Back to the agencies', href: `/standards/exercises/${exerciseId}/agencies` }],
    ),
  changedScale: (exerciseId: Id<'exercise'>) =>
    new Refusal(
      'conflict',
      'standards.not_in_exercise',
      'What you rated is not in this exercise',
      ['It has no such standard, or its scale has no such value. Nothing was saved.'],
      back(exerciseId),
    ),
  tooManyLinks: (seconds: number) =>
    new Refusal('too_many', 'standards.too_many_links', 'Too many links were tried from here', [
      `Wait ${sayMinutes(seconds)}, then open the link in your email again. A link that is right always works.`,
    ]),
  tooManySaves: (seconds: number) =>
    new Refusal('too_many', 'standards.too_many_saves', 'These ratings were saved too often in a short time', [
      `Nothing was saved now. Wait ${sayMinutes(seconds)} and press Save again.`,
    ]),
  linkOver: (endedAt: Date | null) =>
    new Refusal('gone', 'standards.link_over', 'This link has ended', [
      `It ${endedAt === null ? 'ran out' : `was ended at ${sayInstant(endedAt)}`}. What was saved by it before is safe.`,
      'Ask the partnership for a new link if you still need one.',
    ]),
  linkUnknown: () =>
    new Refusal('not_found', 'standards.link_unknown', 'This link does not work', [
      'Part of it may be missing, or the partnership asks you no more. Open it from the email again, or copy the whole link, which can run over two lines.',
    ]),
}
