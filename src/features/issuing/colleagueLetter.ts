import type { Reach } from '../history/index.ts'
import type { MailText } from './mailText.ts'
import { AUDIT_LINK } from '../messages/index.ts'

/** What a colleague gets whom somebody asked to help. @param by who asked @param reach what their link opens */
export const colleagueText = (by: string, { roundIsOpen }: { roundIsOpen: boolean }, reach: Reach): MailText => ({
  subject: '{{establishment}}: please help with {{round}}',
  body: `${by} asks you to help with {{round}} for {{establishment}}. ${roundIsOpen ? 'It is due by {{due}}.' : 'The round has closed, but evidence or a signature is still asked for.'}

This link is for you. ${whatItOpens(roundIsOpen, reach)}:

${AUDIT_LINK}`,
})

function whatItOpens(roundIsOpen: boolean, { sections }: Reach): string {
  if (sections !== 'all')
    return `It opens the ${sections.length === 1 ? 'section' : 'sections'} that you are asked to help with, and no others`
  return roundIsOpen
    ? 'You can answer any section, and what others have answered is there to see'
    : 'With it you can read the return, and add what is asked for'
}
