import type { Section } from '../../document.ts'
import { rewording } from '../compose.ts'
import { cites } from '../references.ts'
import type { Terms } from '../terms.ts'

/** Asked only where children board. `standard` says where a standard for boarding schools is to be found for this kind of establishment. */
export const boarding = (t: Terms, standard: (number: number) => string): Section => ({
  key: 'boarding',
  title: 'Boarding and residential provision',
  intro: `Asked because the register says that you have boarders.`,
  when: { fact: 'boarders' },
  questions: [
    {
      kind: 'number',
      key: 'boarding_boarders',
      label: 'How many boarders do you have today?',
      shortLabel: 'Number of boarders',
      instruction: 'Count full, weekly and flexible boarders. Include those in lodgings or with host families that you arrange.',
      strength: 'good_practice',
      ...cites(standard(8)),
      min: 0,
      whole: true,
    },
    {
      kind: 'met',
      key: 'boarding_time_covered',
      label: 'Safeguarding policies and training cover boarding time',
      instruction: 'Met: they cover child-on-child abuse and online safety at night.',
      guidance: 'Evenings, nights and weekends bring risks of their own, between children too.',
      strength: 'must',
      ...cites(standard(8)),
      comment: true,
    },
    {
      kind: 'met',
      key: 'boarding_staff_checks',
      label: 'Every adult who lives on the site is checked as the boarding standards require',
      guidance:
        'This includes family members of staff from the age of 16. Those who are not staff sign an agreement on contact with boarders.',
      strength: 'must',
      ...cites(standard(19)),
    },
    {
      kind: 'met',
      key: 'boarding_night_reach',
      label: 'Every boarder can easily reach a member of staff at night',
      guidance: 'Boarders know who sleeps where, and feel able to wake them.',
      strength: 'must',
      ...cites(standard(20)),
    },
    {
      kind: 'met',
      key: 'boarding_accommodation_access',
      label: 'Visitors never have unsupervised access to boarding areas',
      guidance: 'Look at doors, lettings, contractors, and who holds keys or codes.',
      strength: 'must',
      ...cites(standard(4)),
    },
    {
      kind: 'yes_no',
      key: 'boarding_independent_person',
      label: 'Is there an independent person that boarders can contact about worries at school?',
      guidance: 'Boarders know the name and number, and have met or seen the person.',
      strength: 'must',
      ...cites(standard(11)),
    },
    {
      kind: 'met',
      key: 'boarding_guardians',
      label: 'Arrangements with educational guardians are known to be safe',
      guidance: 'Know where each boarder goes in holidays, and act at once on a concern about a guardian.',
      instruction: 'Choose “not applicable” if no boarder has a guardian.',
      strength: 'must',
      ...cites(standard(22)),
      notApplicable: true,
    },
    {
      kind: 'met',
      key: 'boarding_lodgings',
      label: `Lodgings and host families that the ${t.setting} arranges are checked and visited`,
      instruction: 'Choose “not applicable” if you arrange none.',
      strength: 'must',
      ...cites(standard(23)),
      notApplicable: true,
    },
    {
      kind: 'met',
      key: 'boarding_asked',
      label: 'Boarders are asked regularly whether they feel safe',
      guidance: 'Ask separately from day children, and tell them what changed.',
      strength: 'must',
      ...cites(standard(13)),
    },
  ],
})

/** Where other standards than those for boarding schools apply: they say nothing of guardians and lodgings. */
export const withoutBoardingStandards = (section: Section): Section =>
  rewording(rewording(section, 'boarding_guardians', { strength: 'should' }), 'boarding_lodgings', { strength: 'should' })
