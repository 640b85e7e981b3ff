import { together } from '../support/together.ts'

await together(new URL('./answering/', import.meta.url))
