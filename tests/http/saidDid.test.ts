import { together } from '../support/together.ts'

await together(new URL('./saidDid/', import.meta.url))
