/**
 * Contact in an Angular page. `CUSTOM_ELEMENTS_SCHEMA` lets the element's tag and attributes through; its events are typed, because
 * `import 'id-contact/button/define'` makes them known to the DOM's own types, which Angular's strict templates read.
 */
import { Component, CUSTOM_ELEMENTS_SCHEMA, input, signal } from '@angular/core'
import type { IdContactEventDetail } from 'id-contact/button'
import 'id-contact/button/define'

@Component({
  selector: 'app-contact-button',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <id-contact-button
      [core]="core()"
      [purpose]="purpose()"
      inline
      (id-contact-start)="start($event)"
      (id-contact-return)="back($event)"
      (id-contact-end)="said.set('Het gesprek is klaar.')"
    >
      <a [href]="core() + '/choose?purpose=' + purpose()">Neem contact op</a>
    </id-contact-button>
    <p role="status">{{ said() }}</p>
  `,
})
export class ContactButton {
  readonly core = input.required<string>()
  readonly purpose = input.required<string>()
  readonly said = signal('')

  start({ detail }: CustomEvent<IdContactEventDetail>): void {
    this.said.set(`U gaat nu inloggen (${detail.purpose}).`)
  }

  back({ detail }: CustomEvent<IdContactEventDetail>): void {
    this.said.set(detail.reason ? 'U bent terug, zonder gesprek.' : 'U bent terug.')
  }
}
