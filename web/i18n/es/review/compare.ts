// The recruiter's page: runs of one form side by side.
import type { CompareMessages } from '../../en/review/compare.ts';

export const compare: CompareMessages = {
  title: 'Lado a lado',
  lead: 'A todas las personas se les hicieron las mismas preguntas en el mismo orden.',
  uncertainty:
    'Los resultados son inciertos: la línea fina muestra dónde está probablemente cada número, y los totales más cercanos que la incertidumbre de estas entrevistas comparten puesto.',
  table: 'Comparación de candidaturas',
  columns: { candidate: 'Candidatura', rank: 'Puesto', verdict: 'Dictamen', total: 'Total' },
  tied: 'empate',
  range: 'entre {low} y {high}',
  weight: '{weight} % del total',
  none: 'sin valorar',
  states: { ASSESSMENT_PENDING: 'Espera un dictamen', ASSESSMENT_APPROVED: 'Decidida' },
  proposed: 'propuesto',
  hidden: 'Valore primero por su cuenta: los números aparecen después.',
  blind: {
    one: '{count} entrevista espera su propia valoración y no tiene puesto aquí.',
    other: '{count} entrevistas esperan su propia valoración y no tienen puesto aquí.',
  },
  more: 'Hay más entrevistas de las que aparecen aquí. Se muestran las más recientes.',
  noReference: 'Sin referencia',
  back: 'Volver a lo que le espera',
  print: 'Imprimir',
  csv: 'Tabla en CSV',
};
