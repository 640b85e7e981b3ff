import type { Section } from '../../document.ts'
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
      guidance: 'Count full, weekly and flexible boarders. Include those in lodgings or with host families that you arrange.',
      strength: 'good_practice',
      reference: standard(8),
      min: 0,
      whole: true,
    },
    {
      kind: 'rag',
      key: 'boarding_safeguarding',
      label: 'Safeguarding in boarding time',
      guidance: 'Evenings, nights and weekends bring risks of their own, between children too.',
      strength: 'must',
      reference: standard(8),
      comment: true,
      descriptors: {
        red: 'Policies were written for the school day, and do not fit boarding.',
        amber: 'Policies and training cover boarding, including child-on-child abuse and online safety at night.',
        green: 'As amber, and the DSL spends time in the houses, and staff there meet regularly to share concerns.',
      },
    },
    {
      kind: 'met',
      key: 'boarding_staff_checks',
      label: 'Every adult who lives on the site is checked as the boarding standards require',
      guidance:
        'This includes family members of staff from the age of 16. Those who are not staff sign an agreement on contact with boarders.',
      strength: 'must',
      reference: standard(19),
    },
    {
      kind: 'yes_partly_no',
      key: 'boarding_night_supervision',
      label: 'Can every boarder easily reach a member of staff at night?',
      guidance: 'Boarders know who sleeps where, and feel able to wake them.',
      strength: 'must',
      reference: standard(20),
    },
    {
      kind: 'met',
      key: 'boarding_accommodation_access',
      label: 'Visitors never have unsupervised access to boarding areas',
      guidance: 'Look at doors, lettings, contractors, and who holds keys or codes.',
      strength: 'must',
      reference: standard(4),
    },
    {
      kind: 'yes_no',
      key: 'boarding_independent_person',
      label: 'Is there an independent person that boarders can contact about worries at school?',
      guidance: 'Boarders know the name and number, and have met or seen the person.',
      strength: 'must',
      reference: standard(11),
    },
    {
      kind: 'met',
      key: 'boarding_guardians',
      label: 'Arrangements with educational guardians are known to be safe',
      guidance:
        'Know where each boarder goes in holidays, and act at once on a concern about a guardian. Answer "not applicable" if no boarder has a guardian.',
      strength: 'must',
      reference: standard(22),
      notApplicable: true,
    },
    {
      kind: 'met',
      key: 'boarding_lodgings',
      label: `Lodgings and host families that the ${t.setting} arranges are checked and visited`,
      guidance: 'Answer "not applicable" if you arrange none.',
      strength: 'must',
      reference: standard(23),
      notApplicable: true,
    },
    {
      kind: 'yes_partly_no',
      key: 'boarding_voice',
      label: 'Are boarders asked regularly whether they feel safe?',
      guidance: 'Ask separately from day children, and tell them what changed.',
      strength: 'must',
      reference: standard(13),
    },
  ],
})
