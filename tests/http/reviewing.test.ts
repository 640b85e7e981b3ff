import { together } from '../support/together.ts'

await together(new URL('./reviewing/', import.meta.url))
