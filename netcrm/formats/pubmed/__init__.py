"""PubMed files (NBIB and MEDLINE text): papers, their authors, and drafts of the people among them."""
