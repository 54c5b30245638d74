// Skills of people who work with data: stores, pipelines, analysis, models.
export const dataSkills = `
[data]
SQL: sql queries, t-sql, tsql, pl/sql, plsql, structured query language
PostgreSQL: postgres, psql
MySQL: mariadb
SQL Server: mssql, ms sql, microsoft sql server
Oracle Database: oracle db, =Oracle
MongoDB: mongo
Redis
Cassandra: dynamodb, scylladb, nosql, no-sql
Elasticsearch: elastic search, opensearch, solr
Database design: database modelling, database modeling, relational database, schema design, database, query
  optimisation, query optimization
Data modelling: data modeling, data model, dimensional modelling, dimensional modeling, star schema
Data warehousing: data warehouse, data lake, lakehouse
Snowflake
BigQuery: big query, redshift, amazon redshift
Databricks: delta lake
ETL: elt, data pipeline, data pipelines, data integration, data ingestion
Airflow: apache airflow, dagster, prefect
dbt: data build tool
Apache Spark: pyspark, =Spark, spark sql
Hadoop: hdfs, mapreduce, =Hive
Stream processing: apache flink, flink, kinesis, streaming data
Data engineering: data engineer, data platform
Data analysis: data analytics, analysing data, analyzing data, data analyst, exploratory analysis
Data visualisation: data visualization, dashboard, dashboards, dashboarding, d3.js
Tableau
Power BI: powerbi, =DAX, power query
Looker: looker studio, lookml, metabase, qlik, qlikview
Business intelligence: bi reporting, =BI, bi tools
=Excel: ms excel, microsoft excel, spreadsheet, pivot table, vlookup
=R: r programming, r language, rstudio, tidyverse, r shiny
Pandas: numpy, polars, scipy
SAS: sas programming, spss, stata
MATLAB: simulink
Statistics: statistical analysis, statistical, statistical modelling, statistical modeling, hypothesis testing,
  regression analysis, biostatistics
A/B testing: ab testing, a/b test, experimentation, experiment design, causal inference
Forecasting: demand forecasting, time series, predictive modelling, predictive modeling
Machine learning: =ML, ml model, supervised learning, scikit-learn, sklearn, xgboost
Deep learning: neural network, pytorch, tensorflow, keras
Natural language processing: =NLP, text mining, text classification
Large language models: =LLM, =LLMs, large language model, generative ai, genai, prompt engineering, rag pipeline,
  langchain
Computer vision: image recognition, opencv, object detection
Recommender systems: recommendation system, recommendation engine
MLOps: ml ops, model deployment, mlflow, model monitoring, feature store
Data governance: data catalog, data catalogue, data lineage, master data management, =MDM
Data quality: data cleaning, data cleansing, data validation, data integrity, data reconciliation
Data entry: data capture, record keeping, record-keeping
Geospatial analysis: =GIS, arcgis, qgis, postgis
Web analytics: google analytics, =GA4, mixpanel, amplitude
Web scraping: data scraping, web crawler
Data science: data scientist
Data protection: gdpr, data privacy, ccpa
Reporting: management reporting, kpi reporting, kpi, kpis
`;
