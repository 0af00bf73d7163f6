/** The page: which of the two, and for what, stands in its markup. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ContactButton } from './ContactButton.tsx'
import { Contact } from './contact.tsx'

const root = document.getElementById('contact')!
const { core = '', purpose = '', way } = root.dataset
const Way = way === 'element' ? ContactButton : Contact

createRoot(root).render(
  <StrictMode>
    <Way core={core} purpose={purpose} />
  </StrictMode>,
)
