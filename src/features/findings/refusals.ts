import { Refusal } from '../../platform/http/refusal.ts'

export const refuse = {
  notCountable: (what: readonly string[]) =>
    new Refusal('conflict', 'findings.not_countable', 'These answers cannot be counted', [
      `The area has no such question or answer: ${what.join(', ')}. Nothing was saved.`,
    ]),
  areaGone: (roundId: number) =>
    new Refusal(
      'conflict',
      'findings.area_gone',
      'This round no longer has that evidence area',
      ['Nothing was saved. Somebody changed the evidence areas in the settings of the round.'],
      [{ text: 'Back to the findings', href: `/rounds/${roundId}/findings` }],
    ),
}
