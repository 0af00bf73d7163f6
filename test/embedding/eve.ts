/** A resident whose every value is an attack. */
import type { Person } from '../../examples/demo-provider/people.ts'

export const eve: Person = {
  id: 'resident-eve',
  note: { nl: 'is een aanval', en: 'is an attack' },
  claims: {
    name: '"><img src=https://evil.example/x onerror=alert(1)>',
    birthdate: '</bdi></dd></dl><script>alert(1)</script>',
    address: {
      formatted:
        "<svg onload=alert(1)><iframe srcdoc='<script>parent.alert(1)</script>'></iframe>\u202Egnik",
      locality: 'Juinen',
      postal_code: '0000 AD',
      country: 'NL',
    },
  },
}
