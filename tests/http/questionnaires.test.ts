import { together } from '../support/together.ts'

await together(new URL('./questionnaires/', import.meta.url))
