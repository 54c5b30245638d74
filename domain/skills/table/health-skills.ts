// Skills of people who care for others: nursing, medicine, therapy, social work, education.
export const healthSkills = `
[care]
Nursing: registered nurse, =RN, staff nurse, nursing care, nurse, ward nursing, =LPN, =LVN, enrolled nurse
Patient care: direct patient care, care of patients, caring for patients, bedside care, patient-centred care,
  patient-centered care, person-centred care
Patient assessment: assessing patients, clinical assessment, nursing assessment, head-to-toe assessment, physical
  assessment
Vital signs: vital signs monitoring, taking vitals, vitals, early warning score, news2
Medication administration: administering medication, administration of medication, medication management, medicines
  management, drug administration, drug rounds, dispensing medication, iv medication
IV therapy: intravenous, iv insertion, cannulation, venepuncture, phlebotomy, venipuncture, blood draws
Wound care: wound dressing, wound management, tissue viability, pressure ulcer
Triage: patient triage, emergency triage
Acute care: acute ward, acute medical, medical-surgical, med-surg, acute hospital
Intensive care: critical care, =ICU, =ITU, high dependency, ventilator management
Emergency care: emergency department, emergency medicine, accident and emergency, =ER nursing, emergency room, trauma
  care
Basic life support: =BLS, =CPR, resuscitation, first aid, defibrillator
Advanced life support: =ACLS, =ALS, =PALS
Care planning: care plan, care plans, nursing care plan, discharge planning, treatment plan, treatment planning
Clinical documentation: patient records, medical records, charting, clinical records, nursing documentation, patient
  documentation, clinical notes
Electronic health records: =EHR, =EMR, electronic medical records, electronic patient records, =Epic, cerner, epic ehr,
  epic emr
Clinical handover: handover, sbar, shift handover
Palliative care: end-of-life care, end of life care, hospice
Dementia care: dementia, alzheimer
Elderly care: geriatric, geriatrics, care of older people, care home, residential care, older adults, aged care
Paediatric care: pediatric, paediatric, paediatrics, pediatrics, neonatal, children's nursing
Midwifery: midwife, labour and delivery, obstetrics, antenatal, postnatal
Mental health care: mental health, mental health nursing, psychiatric, psychiatric nursing, psychiatry, crisis
  intervention
Surgical nursing: operating theatre, operating room, perioperative, scrub nurse, theatre nursing, surgical
Oncology: chemotherapy, cancer care, radiotherapy
Home care: domiciliary care, home health, community nursing, district nursing, live-in care
Personal care: activities of daily living, adls, bathing and dressing, personal hygiene care, moving and handling,
  patient handling, manual handling of patients
Patient education: health education, educating patients, patient and family education, patient teaching
Patient advocacy: advocating for patients, patient advocate
Physiotherapy: physical therapy, physiotherapist, rehabilitation, rehab
Occupational therapy: occupational therapist
Speech therapy: speech and language therapy, speech pathology
Pharmacy: pharmacist, pharmacy technician, prescriptions, dispensing
Dental care: dental nursing, dentistry, dental assistant, dental hygiene
Radiography: radiology, x-ray, mri, ct scan, ultrasound, medical imaging
Laboratory work: laboratory techniques, medical laboratory, clinical laboratory, lab work, =PCR, pathology, specimen
  collection
Clinical trials: clinical research, =GCP guidelines, good clinical practice
Medical coding: icd-10, =CPT, medical billing, clinical coding
Health care: healthcare, health-care, clinical experience, clinical practice
Safeguarding: child protection, adult protection, adult safeguarding
Social work: social worker, case management, casework, support work, support worker
Counselling: counseling, motivational interviewing, cognitive behavioural therapy, =CBT
Childcare: child care, early years, nursery, kindergarten, early childhood education
Teaching: lesson planning, classroom management, classroom teaching, curriculum, curriculum development, tutoring,
  teacher
Special education: special needs, =SEN, learning support
Nutrition: dietetics, dietary planning, dietitian
Veterinary care: veterinary, veterinary nursing, animal care
[safety]
Infection control: infection prevention, infection prevention and control, hand hygiene, aseptic technique, sterile
  technique, asepsis
Patient safety: falls prevention, adverse event, clinical governance
Patient confidentiality: hipaa, confidentiality, patient privacy
Food safety: food hygiene, haccp, food handling, servsafe
Health and safety: health & safety, occupational safety, workplace safety, osha, safety regulations, safety procedures,
  safety rules, iosh, nebosh, site safety, safe working practices
Fire safety: fire prevention, fire warden, evacuation
Manual handling: lifting techniques, safe lifting
Hazardous materials: hazmat, coshh, chemical handling, asbestos
Lockout/tagout: lockout tagout, loto, lock out tag out, safe isolation, isolation procedures
Working at height: work at height, scaffolding, fall protection, harness
Personal protective equipment: =PPE, protective equipment
Incident reporting: accident reporting, accident investigation, near miss
Environmental compliance: environmental regulations, waste management, iso 14001
Security guarding: access control, patrol, door supervision, cctv
`;
