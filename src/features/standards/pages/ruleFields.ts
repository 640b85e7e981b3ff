import { ROLL_UPS, ROLL_UP_RULES, type RollUp } from '../rollUp.ts'

/** How ratings become a result and who sees them, as the forms of a set and of an exercise ask for it. */
export const ruleFields = (
  { rollUp, shared }: { rollUp: string; shared: boolean },
  { legend, hint, errorMessage }: { legend: string; hint: string; errorMessage: { text: string } | undefined },
) => ({
  rules: {
    idPrefix: 'rollUp',
    name: 'rollUp',
    classes: 'govuk-radios--small',
    fieldset: { legend: { text: legend, classes: 'govuk-fieldset__legend--s' } },
    hint: { text: hint },
    items: ROLL_UP_RULES.map(rule => ({ value: rule, text: ROLL_UPS[rule].label, checked: rollUp === rule })),
    errorMessage,
  },
  shared: {
    idPrefix: 'shared',
    name: 'shared',
    classes: 'govuk-checkboxes--small',
    items: [{ value: 'yes', text: saySharing(true), checked: shared }],
  },
})

/** The same as somebody else left it. */
export const ruleLines = ({ rollUp, shared }: { rollUp: RollUp; shared: boolean }): string[] => [
  `Rule: ${ROLL_UPS[rollUp].label}`,
  saySharing(shared),
]

export const saySharing = (shared: boolean): string =>
  shared ? 'Agencies see each other’s ratings' : 'Each agency sees its own ratings alone'
