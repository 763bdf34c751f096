"""Programs and desks as Open Referral HSDS 3."""
