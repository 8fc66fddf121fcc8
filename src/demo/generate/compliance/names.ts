/** What people call their policies, in five languages. */
import type { Language } from '../words.js';

interface PolicyNames {
  readonly cards: string;
  readonly patients: string;
  readonly copilotLabels: string;
  readonly copilotPrompts: string;
  readonly browser: string;
  readonly everybody: string;
  readonly retention: string;
  readonly prompts: string;
  readonly audit: string;
}

export const NAMES: Readonly<Record<Language, PolicyNames>> = {
  en: {
    cards: 'Credit card numbers',
    patients: 'U.S. HIPAA Enhanced',
    copilotLabels: 'Copilot leaves PHI alone',
    copilotPrompts: 'No PHI in prompts',
    browser: 'No PHI in other AI sites',
    everybody: 'Labels for everybody',
    retention: 'Seven years',
    prompts: 'Prompts and answers',
    audit: 'One year',
  },
  de: {
    cards: 'Kreditkartennummern',
    patients: 'Patientendaten',
    copilotLabels: 'Copilot ohne Patientenakten',
    copilotPrompts: 'Keine Patientendaten in Prompts',
    browser: 'Keine Patientendaten in fremder KI',
    everybody: 'Bezeichnungen für alle',
    retention: 'Zehn Jahre',
    prompts: 'Prompts und Antworten',
    audit: 'Ein Jahr',
  },
  nl: {
    cards: 'Creditcardnummers',
    patients: 'Patiëntgegevens',
    copilotLabels: 'Copilot zonder dossiers',
    copilotPrompts: 'Geen patiënten in prompts',
    browser: 'Geen patiënten in andere AI',
    everybody: 'Labels voor iedereen',
    retention: 'Zeven jaar',
    prompts: 'Prompts en antwoorden',
    audit: 'Een jaar',
  },
  es: {
    cards: 'Tarjetas de crédito',
    patients: 'Datos de pacientes',
    copilotLabels: 'Copilot sin historias clínicas',
    copilotPrompts: 'Sin pacientes en las preguntas',
    browser: 'Sin pacientes en otras IA',
    everybody: 'Etiquetas para todos',
    retention: 'Siete años',
    prompts: 'Preguntas y respuestas',
    audit: 'Un año',
  },
  fr: {
    cards: 'Cartes bancaires',
    patients: 'Données de patients',
    copilotLabels: 'Copilot sans dossiers médicaux',
    copilotPrompts: 'Pas de patients dans les requêtes',
    browser: 'Pas de patients dans les autres IA',
    everybody: 'Étiquettes pour tous',
    retention: 'Sept ans',
    prompts: 'Requêtes et réponses',
    audit: 'Un an',
  },
};
