"""Rules about the variables of Streamlit, and of watchfiles."""
