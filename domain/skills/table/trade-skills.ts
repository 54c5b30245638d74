// Skills of people who build, install, repair and make things by hand and machine.
export const tradeSkills = `
[trade]
Electrical installation: electrical wiring, wiring, electrician, electrical work, electrical systems, rewiring, conduit,
  cable installation, cable pulling, commercial wiring, residential wiring
Electrical testing: electrical inspection, inspection and testing, insulation resistance, circuit testing, test and
  inspect
Electrical code: national electrical code, =NEC, wiring regulations, bs 7671, 18th edition, electrical codes, electrical
  regulations, vde
Electrical fault finding: electrical troubleshooting, fault finding, fault-finding, fault diagnosis, troubleshooting
  electrical
Switchgear: distribution boards, distribution board, consumer units, panel upgrades, switchboards, circuit breaker,
  panel wiring, three-phase, three phase, transformers, motor control
Solar installation: solar panel, photovoltaic, =PV, ev charger, ev charging, battery storage
PLC programming: =PLC, =PLCs, siemens s7, industrial automation, scada, industrial controls
Blueprint reading: reading blueprints, blueprints, technical drawings, construction drawings, wiring diagrams,
  schematics, engineering drawings, electrical drawings
Plumbing: pipe fitting, pipefitting, plumber, drainage, soldering pipes, pipework, sanitary installation
Heating systems: boiler, boilers, gas fitting, gas safe, heat pump, heat pumps, central heating
HVAC: air conditioning, ventilation, refrigeration, hvac systems, hvac/r
Welding: welder, mig welding, tig welding, =MIG, =TIG, arc welding, soldering, brazing, stick welding
Metalworking: sheet metal, metal fabrication, fabrication, grinding, steel fixing
Machining: =CNC, cnc machining, lathe, milling, turning and milling, g-code, machine operation, cnc programming
Carpentry: joinery, carpenter, cabinet making, woodworking, timber framing, framing, first and second fix
Bricklaying: masonry, bricklayer, stonework, block laying
Concrete work: concreting, formwork, shuttering, concrete pouring
Roofing: roofer, roof repair, slating
Plastering: drywall, dry lining, rendering walls, plasterer
Painting and decorating: painter, decorating, wallpapering, spray painting
Tiling: floor laying, flooring, tiler
Construction: construction site, building site, building work, groundworks, site work, civil engineering
Site management: site supervision, site manager, foreman, construction management
Quantity surveying: cost estimating, estimating, bill of quantities, job estimating
CAD: autocad, solidworks, revit, =BIM, fusion 360, inventor cad, catia
Vehicle repair: automotive repair, car mechanic, auto mechanic, vehicle diagnostics, brake repair, vehicle maintenance,
  motor vehicle
Heavy equipment operation: excavator, heavy machinery, crane operation, bulldozer, plant operation
Preventive maintenance: preventative maintenance, planned maintenance, maintenance schedules, equipment maintenance,
  machine maintenance, building maintenance
Mechanical repair: mechanical maintenance, hydraulics, pneumatics, mechanical fitting, equipment repair, mechanical
  systems, gearbox
Electronics: electronic repair, circuit board, pcb, oscilloscope, electronics assembly
Hand and power tools: power tools, hand tools, use of tools, multimeter
Landscaping: gardening, groundskeeping, horticulture, tree surgery
Agriculture: farming, crop production, livestock, tractor
Cleaning: industrial cleaning, janitorial, sanitation, deep cleaning
Packaging: packing goods, packaging line, palletising
Textile work: sewing, tailoring, dressmaking, upholstery
Telecommunications installation: fibre optic, fiber optic, structured cabling, data cabling, telecoms
Fire alarm systems: fire alarm, security systems installation, alarm systems, intruder alarm
Lift maintenance: elevator maintenance, escalator
3D printing: additive manufacturing, rapid prototyping
Mechanical engineering: mechanical design, thermodynamics, finite element analysis
Electrical engineering: power electronics, power systems, circuit design, high voltage
`;
