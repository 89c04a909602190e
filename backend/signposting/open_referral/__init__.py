"""The directory as others read it: Open Referral UK 3.0, which is a profile of HSDS 3.0."""
