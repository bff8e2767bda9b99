/** A small file of each kind, to copy or to save. */

export interface Example {
  name: string;
  text: string;
}

export const EXCEPTIONS_EXAMPLE: Example = {
  name: 'exceptions.json',
  text: `[
  {
    "id": "RISK-7",
    "match": { "kb": "KB5031364" },
    "where": "patchGroup=terminals platformType=Windows",
    "reason": "Breaks the driver of the card terminals",
    "by": "mara@example.com",
    "at": "2026-11-20",
    "until": "2027-01-31"
  },
  {
    "id": "RISK-8",
    "match": { "cve": "CVE-2024-12345" },
    "reason": "The component is switched off everywhere"
  }
]
`,
};

export const ATTRIBUTES_EXAMPLE: Example = {
  name: 'attributes.csv',
  text: `instanceId,Owner,Team,Environment
i-0a1b2c3d4e5f60001,mara@example.com,payments,production
mi-0a1b2c3d4e5f60002,ben@example.com,web,staging
`,
};

export const KEV_EXAMPLE: Example = {
  name: 'known_exploited_vulnerabilities.csv',
  text: `cveID,dateAdded,dueDate,knownRansomwareCampaignUse
CVE-2024-12345,2026-10-01,2026-10-22,Known
`,
};

export const EPSS_EXAMPLE: Example = {
  name: 'epss_scores.csv',
  text: `#model_version:v2025.03.14,score_date:2026-11-20T00:00:00+0000
cve,epss,percentile
CVE-2024-12345,0.94312,0.99871
`,
};
